// Which themes are on, and how does one switch them?
//
// A theme is a group of layers that is off at first: parking, grid, water,
// restrictions. The squares seen from afar lie over it, so they give way to it.

const SQUARES = 'cells';

/** The themes of a style, in the order of its legend; a run without a map of parking has no parking. */
export const themes = ({ metadata, layers }) =>
  metadata['toplaag:legend']
    .map(({ group }) => group)
    .filter((group) => group && layers.some((layer) => layer.metadata?.['toplaag:group'] === group));

/**
 * Whether a layer shows. `show` and `hide` hold themes or tile layers.
 */
export function isShown({ metadata = {}, 'source-layer': source }, show, hide) {
  const named = [metadata['toplaag:group'], source];
  if (hide.some((name) => named.includes(name))) return false;
  if (source === SQUARES) return show.length === 0 || show.includes(SQUARES);
  return !metadata['toplaag:group'] || show.some((name) => named.includes(name));
}

/** Sets what shows in a style before it becomes a map. */
export function choose(style, show, hide) {
  for (const layer of style.layers) {
    layer.layout = { ...layer.layout, visibility: isShown(layer, show, hide) ? 'visible' : 'none' };
  }
}

/** Shows it on a map, and keeps it in the address. */
export function show(map, style, shown, hidden) {
  for (const layer of style.layers) {
    map.setLayoutProperty(layer.id, 'visibility', isShown(layer, shown, hidden) ? 'visible' : 'none');
  }
  const address = new URL(location.href);
  address.searchParams.set('show', shown.join(','));
  history.replaceState(null, '', address);
}
