// Contrast as WCAG 2 defines it, reckoned apart from the guide's own code, on the colours that a browser has computed.

/** `rgb(1, 2, 3)`, `rgb(1,2,3)` or `#010203`. */
export function numbers(colour) {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour.trim());
  if (hex) return hex.slice(1).map(part => Number.parseInt(part, 16));
  const rgb = /^rgba?\(\s*([\d.]+)[ ,]+([\d.]+)[ ,]+([\d.]+)/.exec(colour.trim());
  if (!rgb) throw new Error(`no colour: ${colour}`);
  return rgb.slice(1, 4).map(Number);
}

function luminance(colour) {
  const [red, green, blue] = numbers(colour).map(value => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

export function contrast(one, other) {
  const [light, dark] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

/** Colours without end, the same in every run. */
export function* colours(seed = 1) {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    yield `#${(state >>> 8).toString(16).padStart(6, '0')}`;
  }
}
