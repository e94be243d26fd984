const listed = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Elements that are painted. */
export const SHAPES = listed('path rect circle ellipse line polyline polygon text image use');

/** Elements whose text is kept. */
export const WORDED = listed('text tspan title desc style');

/** Elements that stay: nothing that runs, loads, links, moves by itself, or brings another language in. */
export const ELEMENTS = new Set([
  ...SHAPES, ...WORDED, ...listed(`
    svg g defs symbol switch linearGradient radialGradient stop clipPath mask pattern filter
    feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feMerge feMergeNode
    feMorphology feOffset`),
]);

/** Properties of CSS that stay, as attributes, in `style` and in rules. */
export const PROPERTIES = listed(`
  alignment-baseline baseline-shift clip-path clip-rule color color-interpolation color-interpolation-filters color-rendering direction display
  dominant-baseline enable-background fill fill-opacity fill-rule filter flood-color flood-opacity font-family font-size font-stretch font-style font-variant
  font-weight image-rendering isolation letter-spacing mask mask-type mix-blend-mode opacity overflow paint-order shape-rendering stop-color stop-opacity
  stroke stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration
  text-rendering transform transform-box transform-origin vector-effect visibility word-spacing writing-mode`);

/** Attributes that stay beside those of PROPERTIES; `style` and `href` are looked into. */
export const ATTRIBUTES = listed(`
  id class style href x y x1 y1 x2 y2 cx cy r rx ry fx fy fr d dx dy points width height viewBox preserveAspectRatio pathLength rotate textLength lengthAdjust
  offset gradientUnits gradientTransform spreadMethod clipPathUnits maskUnits maskContentUnits patternUnits patternContentUnits patternTransform
  filterUnits primitiveUnits in in2 result mode operator k1 k2 k3 k4 type values tableValues slope intercept amplitude exponent radius stdDeviation
  version xml:space`);

/** Elements whose href names a part of the same image, and the one whose href is an image. */
export const REFERRING = listed('use linearGradient radialGradient pattern');

/** Shown nowhere and no danger: taken away without a word. */
export const UNSAID = listed('metadata');
