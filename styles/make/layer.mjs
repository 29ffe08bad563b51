// What do the layers of a map share? Short ways to say what MapLibre calls a layer and an expression.

/** Fonts in the order they are tried; the first name carries the weight. They come from the reader's machine. */
export const FONTS = {
  plain: ['Open Sans Regular', 'Open Sans', 'Noto Sans', 'Segoe UI', 'Arial'],
  strong: ['Open Sans Semibold', 'Open Sans', 'Noto Sans', 'Segoe UI', 'Arial'],
};

/** An attribute of a feature. */
export const get = (name) => ['get', name];

/** Whether an attribute is one of these values. */
export const is = (name, ...values) =>
  values.length === 1 ? ['==', get(name), values[0]] : ['in', get(name), ['literal', values]];

/** Whether an attribute is known to be missing: drawn as a class of its own, never as 0. */
export const unknown = (name) => ['==', get(`${name}_unknown`), true];

/** A value that runs straight from one zoom to the next: `zooms(12, 1, 16, 3)`. */
export const zooms = (...stops) => ['interpolate', ['linear'], ['zoom'], ...stops];

/**
 * A layer: `id` is `source-layer/role`, `nl` and `en` say what it shows.
 * `group` is set on layers that belong to a theme that is off at first.
 */
export function layer(id, type, { nl, en, group, filter, zoom = [], layout = {}, paint = {} }) {
  const metadata = { 'toplaag:nl': nl, 'toplaag:en': en };
  if (group) metadata['toplaag:group'] = group;
  return {
    id,
    type,
    source: 'toplaag',
    'source-layer': id.split('/')[0],
    ...(zoom[0] === undefined ? {} : { minzoom: zoom[0] }),
    ...(zoom[1] === undefined ? {} : { maxzoom: zoom[1] }),
    ...(filter ? { filter } : {}),
    metadata,
    layout: { ...layout, ...(group ? { visibility: 'none' } : {}) },
    paint,
  };
}

/** Paint of a text that stays legible on anything. */
export const lettering = (color, name) => ({
  'text-color': color(name),
  'text-halo-color': color('ground.paper'),
  'text-halo-width': 1.4,
});
