// What does the address bar hold? All that makes a view, behind the #, so that no server sees it.

const NUMBERS = (text) => (text ?? '').split(',').map(Number).filter(Number.isFinite);

/** Which map lies over the left of the map, the run's own or that of the run beside it, and up to where (per cent). */
function swiped(text) {
  const [, over, share] = /^(keuze|naast),(\d{1,3})$/.exec(text ?? '') ?? [];
  return over && Number(share) <= 100 ? { over, share: Number(share) } : null;
}

/** The view that an address asks for. */
export function readAddress(hash = location.hash) {
  const asked = new URLSearchParams(hash.replace(/^#/, ''));
  const [lon, lat, zoom, bearing, pitch] = NUMBERS(asked.get('kaart'));
  const weights = (asked.get('gewichten') ?? '').split('_').map(NUMBERS);
  return {
    lang: asked.get('taal'),
    site: asked.get('locatie'),
    pand: asked.get('pand'),
    tab: asked.get('blad'),
    year: Number(asked.get('jaar')) || null,
    camera: Number.isFinite(zoom) ? { center: [lon, lat], zoom, bearing: bearing ?? 0, pitch: pitch ?? 0 } : null,
    filter: {
      text: asked.get('zoek') ?? '',
      gemeente: asked.get('gemeente') ?? '',
      corporatie: asked.get('corporatie') ?? '',
      form: asked.get('vorm') ?? '',
      show: asked.get('toon') ?? '',
      sort: asked.get('volgorde') ?? '',
    },
    weights: weights.length === 2 && weights.every((set) => set.length === 7 && set.every((one) => one >= 0 && one <= 100)) ? weights : null,
    norms: (asked.get('normen') ?? '').split(';').filter(Boolean),
    layers: asked.has('lagen') ? asked.get('lagen').split(',').filter(Boolean) : null,
    three: asked.get('hoogte') === '1',
    swipe: swiped(asked.get('schuif')),
  };
}

/** Puts a view in the address; what is as it was at first stays out of it. */
export function writeAddress(view) {
  const asked = new URLSearchParams();
  const put = (name, value) => { if (value) asked.set(name, value); };
  put('taal', view.lang);
  put('locatie', view.site);
  put('pand', view.pand);
  put('blad', view.tab);
  put('jaar', view.year);
  if (view.camera) {
    const { center: [lon, lat], zoom, bearing, pitch } = view.camera;
    const parts = [lon.toFixed(5), lat.toFixed(5), zoom.toFixed(2)];
    if (bearing || pitch) parts.push(bearing.toFixed(0), pitch.toFixed(0));
    put('kaart', parts.join(','));
  }
  put('zoek', view.filter.text);
  put('gemeente', view.filter.gemeente);
  put('corporatie', view.filter.corporatie);
  put('vorm', view.filter.form);
  put('toon', view.filter.show);
  put('volgorde', view.filter.sort);
  put('gewichten', view.weights?.map((set) => set.join(',')).join('_'));
  put('normen', view.norms.join(';'));
  if (view.layers) asked.set('lagen', view.layers.join(','));
  put('hoogte', view.three ? '1' : '');
  put('schuif', view.swipe && `${view.swipe.over},${view.swipe.share}`);
  const text = asked.toString().replaceAll('%2C', ',').replaceAll('%3A', ':').replaceAll('%3B', ';').replaceAll('%3D', '=');
  history.replaceState(null, '', text ? `#${text}` : location.pathname + location.search);
}
