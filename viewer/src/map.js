// The map: what the tiles of the run hold, in the styles of `styles/`. It says nothing that the list does not.
import { AttributionControl, Map as MapLibre, NavigationControl, ScaleControl, addProtocol, setWorkerUrl } from 'maplibre-gl';
import { PMTiles, Protocol } from 'pmtiles';
import palette from '../../styles/palette.json';
import style from '../../styles/toplaag.json';
import { shown } from './dom.js';
import { STANDINGS } from './rank.js';

const address = (name) => new URL(name, document.baseURI).href;
const color = (name) => name.split('.').reduce((part, key) => part[key], palette).light;
const EMPTY = { type: 'FeatureCollection', features: [] };

/** Groups of layers that are switched together, in the order of the sheet. */
export const GROUPS = ['sites', 'panden', 'cells', 'parking', 'grid', 'water', 'restrictions', 'buurten', 'backdrop'];
/** Those that are on at first. */
export const STANDARD = ['sites', 'panden', 'cells', 'buurten', 'backdrop'];
const THEMES = ['parking', 'grid', 'water', 'restrictions'];
const BACKDROP = ['roads', 'open_water'];
const AREAS = ['buurten', 'wijken', 'gemeenten', 'buurten_label', 'gemeenten_label'];

/** The group a layer of the style is in. */
export function groupOf({ metadata = {}, 'source-layer': source, source: from }) {
  if (metadata['toplaag:group']) return metadata['toplaag:group'];
  if (source === 'sites' || source === 'sites_label' || from === 'here') return 'sites';
  if (AREAS.includes(source)) return 'buurten';
  if (BACKDROP.includes(source)) return 'backdrop';
  return source ?? null;
}

const OPACITY = { fill: ['fill-opacity'], line: ['line-opacity'], symbol: ['icon-opacity', 'text-opacity'], raster: ['raster-opacity'] };

/** Words that the style writes on the map, in English. */
const ENGLISH = {
  'woningen onbekend': 'homes not known', '1 woning': '1 home', ' woningen': ' homes', 'ruimte onbekend': 'headroom not known', 'hoogte onbekend': 'height not known',
};

/** A part of the style with its words in a language. */
const spoken = (part, lang) => {
  if (Array.isArray(part)) return part.map((one) => spoken(one, lang));
  return lang === 'en' && typeof part === 'string' ? ENGLISH[part] ?? part : part;
};

/** The layers of sites again, of sites that the page hands to the map. */
const again = (layers) => layers.filter((layer) => layer['source-layer'] === 'sites_label').map((layer) => {
  const { 'source-layer': _, ...rest } = layer;
  return { ...rest, id: `here/${layer.id.split('/')[1]}`, source: 'here', layout: { ...layer.layout, visibility: 'none' } };
});

const BRT = 'https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857/{z}/{x}/{y}.png';

const protocol = new Protocol({ metadata: true });

export class MapView {
  /**
   * `pick({ site, pand, tile })` is what was clicked; `moved()` is called when the map stands still elsewhere. `title` is what a
   * map over another is called: that one has the buttons.
   */
  constructor(box, { pick, moved, pointed, title = null }) {
    Object.assign(this, { box, pick, moved, pointed, title });
    this.shares = {};
    this.on = new Set(STANDARD);
    this.brt = false;
    this.three = false;
  }

  /** Opens the map; resolves once it can be drawn on. Throws where there is no WebGL. */
  async open(run, words, camera) {
    addProtocol('pmtiles', protocol.tile);
    setWorkerUrl(address('map-worker.js'));
    const at = address(run.files.tiles);
    const tiles = new PMTiles(at);
    protocol.add(tiles);
    const [{ vector_layers: layers }, header] = await Promise.all([tiles.getMetadata(), tiles.getHeader()]);
    const present = new Set(layers.map(({ id }) => id));
    const has = (id, field) => layers.some((layer) => layer.id === id && field in (layer.fields ?? {}));
    this.hasHeights = has('panden', 'roof_dm') && has('panden', 'extra_storeys');
    const own = style.layers.filter((layer) => !layer['source-layer'] || present.has(layer['source-layer']));
    this.groups = GROUPS.filter((group) => own.some((layer) => groupOf(layer) === group));
    const first = own.findIndex((layer) => layer['source-layer'] === 'panden');
    // Nothing to see: where a site can be clicked that has neither symbol nor pand.
    const hit = {
      id: 'hit/sites', type: 'fill', source: 'toplaag', 'source-layer': 'sites', minzoom: 12, paint: { 'fill-color': '#000', 'fill-opacity': 0 },
    };
    this.layers = [...own.slice(0, Math.max(0, first)), ...(present.has('sites') ? [hit] : []), ...own.slice(Math.max(0, first)), ...again(own)];
    const bounds = run.bounds ?? [header.minLon, header.minLat, header.maxLon, header.maxLat];
    this.map = new MapLibre({
      container: this.box,
      style: {
        ...style,
        sprite: address('sprite'),
        sources: {
          toplaag: { type: 'vector', url: `pmtiles://${at}` },
          here: { type: 'geojson', data: EMPTY },
          chosen: { type: 'geojson', data: EMPTY },
          phased: { type: 'geojson', data: EMPTY },
        },
        layers: [...this.layers, ...this.extra(run)],
      },
      ...(camera ?? { bounds, fitBoundsOptions: { padding: { top: 50, bottom: 50, left: 70, right: 90 }, maxZoom: 16 } }),
      attributionControl: false,
      maxPitch: 70,
      fadeDuration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 200,
      locale: {
        'Map.Title': this.title ?? words.t('mapAbout'),
        'NavigationControl.ZoomIn': words.t('zoomIn'),
        'NavigationControl.ZoomOut': words.t('zoomOut'),
      },
    });
    if (this.title === null) {
      this.map.addControl(new NavigationControl({ showCompass: this.hasHeights, visualizePitch: true }), 'top-right');
      this.map.addControl(new ScaleControl({ maxWidth: 120 }), 'bottom-left');
      this.map.addControl(new AttributionControl({ compact: false, customAttribution: [] }), 'bottom-right');
    }
    this.errors = [];
    this.map.on('error', ({ error }) => this.errors.push(error?.message ?? ''));
    this.map.on('click', (event) => this.click(event));
    this.map.on('mousemove', ({ lngLat, point }) => {
      this.pointed(lngLat.lng, lngLat.lat);
      this.map.getCanvas().style.cursor = this.under(point) ? 'pointer' : '';
    });
    this.map.on('moveend', () => {
      const { lng, lat } = this.map.getCenter();
      this.pointed(lng, lat);
      this.moved();
    });
    await new Promise((done) => this.map.once('load', done));
    this.ready = true;
    this.speak(words.lang);
    this.phase(this.phased ?? null);
  }

  /** What is drawn beside the style: what was chosen, and heights. */
  extra(run) {
    const ink = color('ground.ink');
    const added = ['>', ['coalesce', ['get', 'extra_storeys'], 0], 0];
    const roof = ['/', ['get', 'roof_dm'], 10];
    const heights = (id, filter, base, height, fill) => ({
      id, type: 'fill-extrusion', source: 'toplaag', 'source-layer': 'panden', minzoom: 14, filter,
      layout: { visibility: 'none' },
      paint: { 'fill-extrusion-base': base, 'fill-extrusion-height': height, 'fill-extrusion-color': fill, 'fill-extrusion-opacity': 0.95 },
    });
    const three = this.hasHeights ? [
      heights('three/now', ['has', 'roof_dm'], 0, roof, color('verdict.unsuitable')),
      heights('three/added', ['all', ['has', 'roof_dm'], added], ['+', roof, 0.05],
        ['+', roof, ['*', ['get', 'extra_storeys'], run.new_storey_m]],
        ['match', ['get', 'verdict'], 'undecided', color('verdict.undecided'), color('verdict.suitable')]),
    ] : [];
    return [
      ...three,
      {
        id: 'phased/project', type: 'circle', source: 'phased',
        paint: {
          'circle-radius': ['interpolate', ['linear'], ['sqrt', ['get', 'homes']], 0, 5, 20, 22],
          'circle-color': ['match', ['get', 'state'], 'built', color('verdict.suitable'), 'waits', color('verdict.undecided'), '#ffffff'],
          'circle-stroke-color': ink,
          'circle-stroke-width': ['match', ['get', 'state'], 'built', 1, 2],
          'circle-opacity': 0.9,
        },
      },
      {
        id: 'chosen/outline', type: 'line', source: 'toplaag', 'source-layer': 'sites', filter: ['==', ['get', 'site_id'], ''],
        layout: { 'line-join': 'round' }, paint: { 'line-color': ink, 'line-width': 4 },
      },
      {
        id: 'chosen/pand', type: 'line', source: 'toplaag', 'source-layer': 'panden', filter: ['==', ['get', 'identificatie'], ''],
        layout: { 'line-join': 'round' }, paint: { 'line-color': ink, 'line-width': 3 },
      },
      {
        id: 'chosen/ring', type: 'circle', source: 'chosen',
        paint: { 'circle-radius': 20, 'circle-color': 'transparent', 'circle-stroke-color': ink, 'circle-stroke-width': 3 },
      },
    ];
  }

  /** The site or pand at a place on the screen. */
  under(point) {
    const ids = ['phased/project', ...this.layers.map(({ id }) => id).filter((id) => /^(sites_label|here|panden|hit)/.test(id))].filter((id) => this.map.getLayer(id));
    const [found] = this.map.queryRenderedFeatures([[point.x - 3, point.y - 3], [point.x + 3, point.y + 3]], { layers: ids });
    return found?.properties;
  }

  click({ point }) {
    const found = this.under(point);
    if (!found) return;
    if (found.state) this.pick({ site: found.site_id });
    else if (found.identificatie) this.pick({ pand: found.identificatie, site: found.site_id, tile: found });
    else this.pick({ site: found.site_id });
  }

  /** Has the map speak a language. */
  speak(lang) {
    for (const layer of this.layers ?? []) {
      const text = layer.layout?.['text-field'];
      if (text && this.map?.getLayer(layer.id)) this.map.setLayoutProperty(layer.id, 'text-field', spoken(text, lang));
    }
  }

  /** Sets what shows, and how strong. */
  restyle() {
    if (!this.ready) return;
    const theme = THEMES.some((group) => this.on.has(group));
    const visible = (layer) => {
      const group = groupOf(layer);
      if (group === null) return true;
      if (group === 'cells' && (theme || this.phased)) return false;
      if (this.phased && (layer['source-layer'] === 'sites_label' || layer.source === 'here')) return false;
      if (group === 'sites' && layer['source-layer'] === 'sites_label' && this.here) return false;
      if (layer.source === 'here' && !this.here) return false;
      return this.on.has(group);
    };
    for (const layer of this.layers) {
      this.map.setLayoutProperty(layer.id, 'visibility', visible(layer) ? 'visible' : 'none');
      const share = this.shares[groupOf(layer)] ?? 1;
      for (const name of groupOf(layer) ? OPACITY[layer.type] ?? [] : []) {
        const base = layer.paint?.[name] ?? 1;
        if (typeof base === 'number') this.map.setPaintProperty(layer.id, name, base * share);
      }
    }
    for (const id of ['three/now', 'three/added']) {
      if (this.map.getLayer(id)) this.map.setLayoutProperty(id, 'visibility', this.three ? 'visible' : 'none');
    }
    this.background();
  }

  /** The background of PDOK: asked for when it is switched on, and not before. */
  background() {
    if (this.brt && !this.map.getSource('brt')) {
      this.map.addSource('brt', { type: 'raster', tiles: [BRT], tileSize: 256, maxzoom: 19, attribution: this.credit });
      const above = this.layers.find(({ id }) => !['background', 'gemeenten/fill'].includes(id))?.id;
      this.map.addLayer({ id: 'brt', type: 'raster', source: 'brt' }, above);
    }
    if (!this.brt && this.map.getLayer('brt')) {
      this.map.removeLayer('brt');
      this.map.removeSource('brt');
    }
    if (this.brt) this.map.setPaintProperty('brt', 'raster-opacity', this.shares.brt ?? 1);
  }

  /** Draws these sites in the place of those of the tiles; `null` for those of the tiles again. */
  sites(view, rows) {
    if (!this.ready) return;
    this.here = rows !== null;
    const features = this.one(view, rows ?? []).flatMap((at, priority) => {
      const place = view.sites.columns.lon_lat[at];
      if (!place) return [];
      const [, mid] = view.sites.columns.homes[at];
      const properties = {
        site_id: view.sites.columns.id[at], standing: view.standing(at), rank: view.rank(at) ?? 0, priority, name: shown(view.sites.short(at), 80),
        ...(mid === null ? { homes_mid_unknown: true } : { homes_mid: mid }),
      };
      return [{ type: 'Feature', properties, geometry: { type: 'Point', coordinates: place } }];
    });
    this.map.getSource('here').setData({ type: 'FeatureCollection', features });
    for (const layer of this.layers.filter((one) => one['source-layer'] === 'sites' && one.filter)) {
      this.map.setFilter(layer.id, this.here ? this.among(layer, view, rows) : layer.filter);
    }
    this.restyle();
  }

  /** Draws projects by what they are in a year, in the place of sites; `null` for the sites again. */
  phase(features) {
    this.phased = features;
    if (!this.ready) return;
    this.map.getSource('phased').setData({ type: 'FeatureCollection', features: features ?? [] });
    this.restyle();
  }

  /** The sites with a symbol: of each location the one that comes first, the best ahead. */
  one(view, rows) {
    const place = (at) => [STANDINGS.indexOf(view.standing(at)) + 1 || 9, view.rank(at) ?? 1e6];
    const sorted = rows.map((at) => [at, ...place(at)]).sort((a, b) => a[1] - b[1] || a[2] - b[2] || a[0] - b[0]);
    const seen = new Set();
    return sorted.map(([at]) => at).filter((at) => {
      const location = view.sites.of('location', at);
      return !seen.has(location) && seen.add(location);
    });
  }

  /** The filter of an outline for sites whose standing is another than that of the tiles. */
  among({ id, filter }, view, rows) {
    const standing = id.split('/')[1];
    const of = { glow: ['shortlist', 'reserve'], plot: null }[standing] ?? [standing];
    const there = rows.filter((at) => standing === 'plot' || of.includes(view.standing(at))).map((at) => view.sites.columns.id[at]);
    const some = ['in', ['get', 'site_id'], ['literal', there]];
    return standing === 'plot' ? ['all', filter, some] : some;
  }

  /** Marks what was chosen. */
  choose({ site = '', pand = '', place = null }) {
    if (!this.ready) return;
    this.map.setFilter('chosen/outline', ['==', ['get', 'site_id'], site]);
    this.map.setFilter('chosen/pand', ['==', ['get', 'identificatie'], pand]);
    const features = place ? [{ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates: place } }] : [];
    this.map.getSource('chosen').setData({ type: 'FeatureCollection', features });
  }

  /** Moves the map when a place is out of sight, once what opened beside it has its place. */
  keep(place) {
    if (!this.ready || !place) return;
    requestAnimationFrame(() => {
      this.map.resize();
      this.go(place, false);
    });
  }

  /** Brings a place into sight, without motion for who wants none. */
  go(place, near = true) {
    if (!this.ready || !place) return;
    const zoom = near ? Math.max(this.map.getZoom(), 15.5) : this.map.getZoom();
    if (!near && this.map.getBounds().contains(place)) return;
    this.map.easeTo({ center: place, zoom, duration: 500 });
  }

  camera() {
    if (!this.ready) return null;
    const { lng, lat } = this.map.getCenter();
    return { center: [lng, lat], zoom: this.map.getZoom(), bearing: this.map.getBearing(), pitch: this.map.getPitch() };
  }

  tilt(three) {
    this.three = three;
    this.restyle();
    if (this.ready) this.map.easeTo({ pitch: three ? 55 : 0, bearing: three ? this.map.getBearing() : 0, duration: 500 });
  }

  /** A picture of what is drawn now, with a bar of the scale in it. */
  picture() {
    if (!this.ready || this.box.clientWidth === 0) return null;
    this.map.redraw();
    const drawn = this.map.getCanvas();
    const copy = document.createElement('canvas');
    [copy.width, copy.height] = [drawn.width, drawn.height];
    const pen = copy.getContext('2d');
    pen.drawImage(drawn, 0, 0);
    const ratio = drawn.width / drawn.clientWidth;
    const { lat } = this.map.getCenter();
    const metersPerPixel = (40_075_016.7 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** this.map.getZoom());
    const most = metersPerPixel * 160;
    const step = 10 ** Math.floor(Math.log10(most));
    const meters = [5, 2, 1].map((n) => n * step).find((n) => n <= most) ?? step;
    const [x, y, width] = [16 * ratio, copy.height - 16 * ratio, (meters / metersPerPixel) * ratio];
    pen.fillStyle = '#fffe';
    pen.fillRect(x - 6 * ratio, y - 26 * ratio, width + 12 * ratio, 34 * ratio);
    pen.fillStyle = '#111';
    pen.fillRect(x, y, width, 3 * ratio);
    pen.font = `${13 * ratio}px sans-serif`;
    pen.fillText(meters >= 1000 ? `${meters / 1000} km` : `${meters} m`, x, y - 6 * ratio);
    return copy;
  }
}

/** Colors by their name in the palette. */
export { color };
/** The legend of the style. */
export const LEGEND = style.metadata['toplaag:legend'];
