// How does QGIS want a style written?
//
// QML of QGIS 3.22 and later: rules with a filter, a label and a symbol, and
// labels on the features. Sizes are in millimeters on paper. Only what differs
// from what QGIS takes by itself is written.

const escape = (text) =>
  String(text).replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);

/** One element: name, attributes, children as text. */
function element(name, attributes, ...children) {
  const told = Object.entries(attributes).map(([key, value]) => ` ${key}="${escape(value)}"`).join('');
  const inside = children.flat().join('\n');
  return inside ? `<${name}${told}>\n${inside.replace(/^/gm, ' ')}\n</${name}>` : `<${name}${told}/>`;
}

const rgba = (hex) => [...[1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)), 255].join(',');

/** Options of a symbol layer; `#rrggbb` becomes what QGIS reads. */
const options = (values) =>
  element('Option', { type: 'Map' }, Object.entries(values).map(([name, value]) =>
    element('Option', { name, type: 'QString', value: /^#/.test(value) ? rgba(value) : value })));

const symbolLayer = (type, values, ...inside) => element('layer', { class: type, enabled: 1, locked: 0, pass: 0 }, options(values), ...inside);

const symbol = (type, name, layers) => element('symbol', { type, name, alpha: 1, clip_to_extent: 1, force_rhr: 0 }, layers);

/** A line of one color; `dash` in millimeters, on and off. */
export const line = (color, width, dash) =>
  symbolLayer('SimpleLine', {
    line_color: color, line_width: width, joinstyle: 'round', capstyle: dash ? 'flat' : 'round',
    ...(dash ? { use_custom_dash: 1, customdash: dash.join(';'), customdash_unit: 'MM' } : {}),
  });

/** A plain fill without an edge. */
export const fill = (color) => symbolLayer('SimpleFill', { color, style: 'solid', outline_style: 'no' });

/** Parallel lines at an angle in degrees, `distance` apart. */
export const hatch = (color, angle, distance, width) =>
  symbolLayer('LinePatternFill', { angle, distance }, symbol('line', '@0@0', [line(color, width)]));

/** Dots on a grid, every second row shifted. */
export const dotted = (color, distance, size) =>
  symbolLayer('PointPatternFill', { distance_x: distance, distance_y: distance, displacement_x: distance / 2 },
    symbol('marker', '@0@0', [mark('circle', size, color, color, 0)]));

/** A marker: `circle`, `square`, `triangle`, `cross2` (an ×). */
export const mark = (name, size, color, edge, width) =>
  symbolLayer('SimpleMarker', { name, size, color, outline_color: edge, outline_width: width });

/** Markers in the middle of the largest part of an area. */
export const inMiddle = (...marks) =>
  symbolLayer('CentroidFill', { point_on_surface: 1, point_on_all_parts: 0 }, symbol('marker', '@0@0', marks));

/** Places for a text: `middle` on the symbol, `inside` the area, `beside` its middle. */
const PLACES = {
  middle: { placement: 1, quadOffset: 4, centroidInside: 1, priority: 10 },
  inside: { placement: 4, priority: 4 },
  beside: { placement: 0, dist: 3.4, distUnits: 'MM', centroidInside: 1, priority: 6 },
};

/** What stands on a feature: an expression, its look, and the scale (1 : n) from which it shows. */
function labels({ text, color, halo, size, bold = false, from, at = 'inside' }) {
  const style = element('text-style', {
    fieldName: text, isExpression: 1, fontFamily: 'Open Sans', namedStyle: bold ? 'Semibold' : 'Regular', fontWeight: bold ? 63 : 50,
    fontSize: size, fontSizeUnit: 'Point', textColor: rgba(color), textOpacity: 1,
  }, element('text-buffer', {
    bufferDraw: halo ? 1 : 0, bufferSize: 0.5, bufferSizeUnits: 'MM', bufferColor: rgba(halo ?? color), bufferOpacity: 1, bufferNoFill: 1,
  }));
  const shown = element('rendering', {
    drawLabels: 1, displayAll: 0, obstacle: 0, scaleVisibility: from ? 1 : 0, scaleMin: 0, scaleMax: from ?? 0,
  });
  return element('settings', {}, style, element('text-format', { multilineAlign: 3 }), element('placement', PLACES[at]), shown);
}

/** Labels of a layer: one look, or rules with a filter each. */
function labeling(list) {
  const rules = list.map((entry, at) =>
    element('rule', { key: `label-${at}`, description: entry.nl, ...(entry.filter ? { filter: entry.filter } : {}) }, labels(entry)));
  return element('labeling', { type: 'rule-based' }, element('rules', { key: 'labels' }, rules));
}

/** When features show: mode 2 of QGIS, from and until the days of two columns. */
const temporal = ([first, last = '']) =>
  element('temporal', {
    mode: 2, enabled: 1, startField: first, endField: last, durationField: '', durationUnit: 'days', fixedDuration: 0,
    accumulate: 0, limitMode: 0, startExpression: '', endExpression: '',
  }, element('fixedRange', {}, element('start', {}), element('end', {})));

/**
 * A whole style. `rules`: `{ nl, filter, layers, from }`, drawn in their order, `filter`
 * an expression or `ELSE`, `from` the largest 1 : n at which it shows. `texts`: labels.
 * `kind`: `fill` for areas, `marker` for points. `time`: `[first, last]`, columns of days between
 * which a feature shows when the temporal controller runs; without `last` it stays.
 */
export function qml({ rules, texts = [], kind = 'fill', time }) {
  const list = rules.map(({ nl, filter, from }, at) =>
    element('rule', {
      key: `rule-${at}`, symbol: at, label: nl, ...(filter ? { filter } : {}), ...(from ? { scalemindenom: 1, scalemaxdenom: from } : {}),
    }));
  const symbols = rules.map(({ layers }, at) => symbol(kind, at, layers));
  const renderer = element('renderer-v2', { type: 'RuleRenderer', symbollevels: 1, forceraster: 0, enableorderby: 0 },
    element('rules', { key: 'rules' }, list), element('symbols', {}, symbols));
  const body = [...(time ? [temporal(time)] : []), renderer, ...(texts.length > 0 ? [labeling(texts)] : [])];
  const categories = `Symbology|Labeling${time ? '|Temporal' : ''}`;
  const root = element('qgis', { version: '3.22', styleCategories: categories, labelsEnabled: texts.length > 0 ? 1 : 0 }, body);
  return `<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n${root}\n`;
}
