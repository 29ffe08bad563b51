// Where is this in the coordinates of the Netherlands? RD New from degrees, by the approximation of Schreutelkamp
// and Strang van Hees (Benaderingsformules voor de transformatie tussen RD- en WGS84-kaartcoördinaten, Geodesia 2001).
// The exact transformation needs a correction grid; this stays within half a meter of it on land, which is less than
// a pointer can show.

const FROM = { lon: 5.38720621, lat: 52.1551744, x: 155000, y: 463000 };

/** Powers of latitude and longitude with their factor. */
const X = [
  [0, 1, 190094.945], [1, 1, -11832.228], [2, 1, -114.221], [0, 3, -32.391], [1, 0, -0.705], [3, 1, -2.34],
  [1, 3, -0.608], [0, 2, -0.008], [2, 3, 0.148],
];
const Y = [
  [1, 0, 309056.544], [0, 2, 3638.893], [2, 0, 73.077], [1, 2, -157.984], [3, 0, 59.788], [0, 1, 0.433],
  [2, 2, -6.439], [1, 1, -0.032], [0, 4, 0.092], [1, 4, -0.054],
];

/** How far a coordinate may be off, m. */
export const ACCURACY_M = 1;

/** RD New of a point, m; `null` outside the area where RD New is used. */
export function rd(lon, lat) {
  const [p, l] = [0.36 * (lat - FROM.lat), 0.36 * (lon - FROM.lon)];
  const sum = (terms) => terms.reduce((all, [byLat, byLon, factor]) => all + factor * p ** byLat * l ** byLon, 0);
  const [x, y] = [FROM.x + sum(X), FROM.y + sum(Y)];
  return x > -7000 && x < 300000 && y > 289000 && y < 629000 ? [x, y] : null;
}
