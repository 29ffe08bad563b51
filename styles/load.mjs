// How does a page load one of these styles?
//
// A style says where its sprite and its tiles are relative to itself; MapLibre
// wants full addresses. This fills them in.

/**
 * Reads a style and gives it back with full addresses.
 *
 * `style` is the address of `toplaag.json` or `toplaag-dark.json`, `tiles` that
 * of `toplaag.pmtiles` (the page needs the `pmtiles` protocol) or of a TileJSON.
 * Both may be relative to the page. `present` names the layers of the tiles: a run
 * without a map of parking has no parking zones, and what shows them is left out.
 */
export async function load(style, tiles, present) {
  const from = new URL(style, document.baseURI);
  const answer = await fetch(from);
  if (!answer.ok) throw new Error(`cannot read ${from}: ${answer.status} ${answer.statusText}`);
  const read = await answer.json();
  const source = new URL(tiles, document.baseURI).href;
  read.sprite = new URL(read.sprite, from).href;
  read.sources.toplaag.url = /\.pmtiles$/.test(source) ? `pmtiles://${source}` : source;
  read.layers = read.layers.filter((layer) => !present || !layer['source-layer'] || present.includes(layer['source-layer']));
  return read;
}
