// How different do two colors look, and to whom?

/** Reads `#rrggbb` as linear light, 0–1 a channel. */
export function linear(hex) {
  if (!/^#[0-9a-f]{6}$/.test(hex)) throw new Error(`not a color: "${hex}"; write #rrggbb in lower case`);
  return [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
}

const times = (matrix, vector) => matrix.map((row) => row.reduce((sum, n, i) => sum + n * vector[i], 0));

/**
 * Eyes, as a matrix on linear light. Full severity.
 * Source: Machado, Oliveira, Fernandes, "A Physiologically-based Model for
 * Simulation of Color Vision Deficiency", IEEE TVCG 15(6), 2009, table 1.
 */
export const EYES = {
  usual: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
  protanopia: [
    [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039],
  ],
};

/** What an eye of `EYES` gets of a color: linear light, kept within 0–1. */
export function seen(hex, eye) {
  return times(EYES[eye], linear(hex)).map((value) => Math.min(1, Math.max(0, value)));
}

/** Linear light to CIELAB, white D65. */
function lab(light) {
  const xyz = times(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]],
    light,
  );
  const [x, y, z] = xyz.map((value, i) => {
    const share = value / [0.95047, 1, 1.08883][i];
    return share > 216 / 24389 ? Math.cbrt(share) : ((24389 / 27) * share + 16) / 116;
  });
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Distance of two colors to an eye: ΔE*ab; about 2 is just visible side by side. */
export function distance(a, b, eye) {
  const [left, right] = [a, b].map((hex) => lab(seen(hex, eye)));
  return Math.hypot(...left.map((value, i) => value - right[i]));
}

/** Contrast of two colors by WCAG 2.2, 1–21. */
export function contrast(a, b) {
  const [dark, bright] = [a, b]
    .map((hex) => times([[0.2126, 0.7152, 0.0722]], linear(hex))[0] + 0.05)
    .sort((left, right) => left - right);
  return bright / dark;
}
