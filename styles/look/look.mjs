// How does a style look on these tiles?
//
// The address says what to show: `style`, `tiles`, `zoom`, `center` (lon,lat),
// `show` and `hide` (groups or tile layers, with commas), `lang`, `legend=no`.
import { AttributionControl, Map, NavigationControl, ScaleControl, addProtocol } from 'maplibre-gl';
import { PMTiles, Protocol } from 'pmtiles';
import { load } from '../load.mjs';
import { showLegend } from './legend.mjs';
import { choose, show } from './themes.mjs';

const asked = new URLSearchParams(location.search);
const list = (name) => (asked.get(name) ?? '').split(',').filter(Boolean);
const lang = asked.get('lang') === 'en' ? 'en' : 'nl';

async function main() {
  const protocol = new Protocol({ metadata: true });
  addProtocol('pmtiles', protocol.tile);
  const address = new URL(asked.get('tiles') ?? '/toplaag.pmtiles', location.href).href;
  const tiles = new PMTiles(address);
  protocol.add(tiles);
  const { vector_layers: layers } = await tiles.getMetadata();
  const style = await load(asked.get('style') ?? '/toplaag.json', address, layers.map(({ id }) => id));
  let shown = list('show');
  const hidden = list('hide');
  choose(style, shown, hidden);
  const { minLon, minLat, maxLon, maxLat, centerLon, centerLat, centerZoom } = await tiles.getHeader();
  await Promise.all([document.fonts.load('400 16px "Open Sans"'), document.fonts.load('600 16px "Open Sans"')]);
  const map = new Map({
    container: 'map',
    style,
    ...(asked.has('center') || asked.has('zoom') ? {
      center: asked.has('center') ? list('center').map(Number) : [centerLon, centerLat],
      zoom: Number(asked.get('zoom') ?? centerZoom),
    } : {
      // All of it, beside the legend where there is room for both.
      bounds: [minLon, minLat, maxLon, maxLat],
      fitBoundsOptions: { padding: { top: 20, right: 20, bottom: 30, left: innerWidth > 700 ? 290 : 20 } },
    }),
    fadeDuration: 0,
    attributionControl: false,
    dragRotate: false,
    locale: { 'NavigationControl.ZoomIn': 'Inzoomen', 'NavigationControl.ZoomOut': 'Uitzoomen' },
  });
  map.addControl(new AttributionControl({ compact: false }));
  map.addControl(new ScaleControl({ maxWidth: 120 }), 'top-right');
  if (!navigator.webdriver) map.addControl(new NavigationControl({ showCompass: false }));
  document.documentElement.dataset.ground = style.metadata['toplaag:ground'];
  if (asked.get('legend') !== 'no') {
    const toggle = (theme, on) => {
      shown = on ? [...shown, theme] : shown.filter((name) => name !== theme);
      show(map, style, shown, hidden);
      draw();
    };
    const box = document.querySelector('#legend');
    const draw = () => showLegend(box, map, style, { lang, shown, hidden, toggle: navigator.webdriver ? null : toggle });
    map.on('load', draw);
    map.on('zoomend', draw);
  }
  const errors = [];
  map.on('error', ({ error }) => errors.push(error?.message ?? 'unknown error'));
  await new Promise((done) => map.once('idle', done));
  return errors;
}

/** Resolves to what went wrong, once all is drawn; pictures wait for it. */
window.drawn = main().catch((error) => [error.message]);
