import { plain, say, type Sentence } from '../../contract/sentence.ts';
import { parseDataUrl } from './data-url.ts';
import { ImageFault } from './image-fault.ts';
import { isRaster, rasterSize } from './raster.ts';
import { cleanDeclarations, cleanSheet, isLocal, partsNamedIn, type Styled } from './svg-style.ts';
import { parseXml, type Element } from './svg-tree.ts';
import { ATTRIBUTES, ELEMENTS, PROPERTIES, REFERRING, SHAPES, UNSAID, WORDED } from './svg-words.ts';

const SVG = 'http://www.w3.org/2000/svg';
const XLINK = 'http://www.w3.org/1999/xlink';
const XML = 'http://www.w3.org/XML/1998/namespace';

/** The longest side, in pixels, that a cleaned image asks for: it is drawn smaller, never sharper. */
const SIDE = 512;
/** Elements painted once every reference is followed. */
const PAINTED_MAX = 20_000;
const WARNINGS_MAX = 50;

type Attributes = readonly (readonly [name: string, value: string])[];
type Clean = { readonly name: string; readonly attributes: Attributes; readonly children: readonly (Clean | string)[] };
type Gone = (what: Sentence) => void;

/**
 * A picture of SVG 1.1 or 2 with only what is in the lists of svg-words.ts: nothing runs, nothing is loaded, nothing moves. Cleaning it
 * again changes nothing. `warnings` says what went. Throws ImageFault for what cannot be mended.
 */
export function cleanSvg(bytes: Uint8Array): { readonly text: string; readonly warnings: readonly Sentence[] } {
  const counts = new Map<string, number>();
  const gone: Gone = (what) => {
    const key = JSON.stringify(what);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  const root = parseXml(textOf(bytes), gone);
  if (root.name !== 'svg' || (root.uri !== SVG && root.uri !== '')) throw new ImageFault(say('image_root', { name: root.name.slice(0, 40) }));
  const clean = { ...cleanElement(root, gone), name: 'svg' };
  const sized = { ...clean, attributes: [['xmlns', SVG] as const, ...sizedAttributes(clean.attributes)] };
  if (!hasShape(sized)) throw new ImageFault(say('image_nothing'));
  refuseBombs(sized);
  return { text: written(sized), warnings: warningsOf(counts) };
}

function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ImageFault(say('image_not_utf8'), { cause: error });
  }
}

function cleanElement(element: Element, gone: Gone): Clean {
  const { name, attributes, children } = element;
  const hasPlainHref = attributes['href'] !== undefined;
  const kept = Object.values(attributes).filter(({ uri }) => !hasPlainHref || uri !== XLINK).flatMap((attribute) => cleanAttribute(name, attribute, gone));
  if (name === 'style') return { name, attributes: [], children: sheetOf(children, gone) };
  return { name, attributes: kept, children: children.flatMap((child) => cleanChild(child, name, gone)) };
}

function cleanChild(child: Element | string, parent: string, gone: Gone): readonly (Clean | string)[] {
  if (typeof child === 'string') return WORDED.has(parent) && child !== '' ? [child] : [];
  const { name, uri, children } = child;
  if (uri !== SVG && uri !== '') return [];
  // A link is nothing without its address, but what it wraps is drawn.
  if (name === 'a') {
    gone(plain(`<${name}>`));
    return children.flatMap((inner) => cleanChild(inner, parent, gone));
  }
  if (!ELEMENTS.has(name)) {
    if (!UNSAID.has(name)) gone(plain(`<${name.slice(0, 40)}>`));
    return [];
  }
  const clean = cleanElement(child, gone);
  if (name === 'style' && clean.children.length === 0) return [];
  if (name === 'image' && !clean.attributes.some(([attribute]) => attribute === 'href')) return [];
  return [clean];
}

type Attribute = { readonly prefix: string; readonly local: string; readonly uri: string; readonly value: string };

function cleanAttribute(element: string, { prefix, local, uri, value }: Attribute, gone: Gone): Attributes {
  if (prefix === 'xmlns' || local === 'xmlns' || (uri !== '' && uri !== XLINK && uri !== XML)) return [];
  const name = uri === XML ? `xml:${local}` : local;
  const refuse = (): Attributes => {
    gone(say('image_gone_attribute', { name: name.slice(0, 40), element }));
    return [];
  };
  if (name === 'href') return isGoodHref(element, value) ? [['href', value]] : refuse();
  if (uri === XLINK) return [];
  if (name === 'style') return styleOf(cleanDeclarations(value), (property) => gone(say('image_gone_property', { name: property, element })));
  if (name.startsWith('data-') || name.startsWith('aria-') || name === 'role') return [];
  if (!ATTRIBUTES.has(name) && !PROPERTIES.has(name)) return refuse();
  return isLocal(value) ? [[name, value]] : refuse();
}

/** Parts of the same image; for <image>, an image of pixels that stands in the text. */
function isGoodHref(element: string, value: string): boolean {
  if (REFERRING.has(element)) return /^#[\w.:-]+$/.test(value);
  if (element !== 'image' || !value.startsWith('data:')) return false;
  try {
    const { mediaType, bytes } = parseDataUrl(value);
    return isRaster(mediaType) && rasterSize(mediaType, bytes).width > 0;
  } catch (error) {
    if (error instanceof ImageFault) return false;
    throw error;
  }
}

function styleOf({ text, gone }: Styled, refuse: (property: string) => void): Attributes {
  for (const what of gone) refuse(what);
  return text === '' ? [] : [['style', text]];
}

function sheetOf(children: readonly (Element | string)[], gone: Gone): string[] {
  const { text, gone: rules } = cleanSheet(children.filter((child) => typeof child === 'string').join(''));
  for (const rule of rules) gone(say('image_gone_rule', { rule }));
  return text === '' ? [] : [text];
}

/** Attributes of the root with a size in pixels and a viewBox, so that every browser draws it at any size. */
function sizedAttributes(attributes: Attributes): Attributes {
  const of = (name: string): string => attributes.find(([key]) => key === name)?.[1] ?? '';
  const box = of('viewBox').trim().split(/[\s,]+/).map(Number);
  const [given, other] = [of('width'), of('height')].map((text) => Number(/^\s*\+?(\d*\.?\d+)(?:px|pt|pc|mm|cm|in)?\s*$/.exec(text)?.[1] ?? 0)) as [number, number];
  const isBox = box.length === 4 && box.every(Number.isFinite) && (box[2] ?? 0) > 0 && (box[3] ?? 0) > 0;
  const [boxWidth, boxHeight] = isBox ? [box[2] as number, box[3] as number] : [100, 100];
  const [width, height] = given > 0 && other > 0 ? [given, other] : [boxWidth, boxHeight];
  const scale = SIDE / Math.max(width, height);
  const rounded = (side: number): string => String(Math.max(1, Math.round(side * scale * 100) / 100));
  return [
    ['viewBox', isBox ? box.join(' ') : `0 0 ${width} ${height}`], ['width', rounded(width)], ['height', rounded(height)],
    ...attributes.filter(([name]) => !['viewBox', 'width', 'height', 'x', 'y'].includes(name)),
  ];
}

const hasShape = ({ name, children }: Clean): boolean => SHAPES.has(name) || children.some((child) => typeof child !== 'string' && hasShape(child));

/** Throws where following the references would paint without end, or too much. */
function refuseBombs(root: Clean): void {
  const parts = new Map<string, Clean>();
  collect(root, parts);
  const costs = new Map<Clean, number>();
  const costOf = (element: Clean): number => {
    const known = costs.get(element);
    if (known !== undefined) return known;
    // Until it is known it is without end: that is what a circle costs.
    costs.set(element, Infinity);
    let cost = 1;
    for (const child of element.children) if (typeof child !== 'string') cost += costOf(child);
    for (const [name, value] of element.attributes) {
      for (const id of name === 'href' && value.startsWith('#') ? [value.slice(1)] : partsNamedIn(value)) {
        const part = parts.get(id);
        if (part !== undefined) cost += costOf(part);
      }
    }
    costs.set(element, cost);
    return cost;
  };
  const cost = costOf(root);
  if (cost === Infinity) throw new ImageFault(say('image_circle'));
  if (cost > PAINTED_MAX) throw new ImageFault(say('image_painted', { count: PAINTED_MAX }));
}

function collect(element: Clean, parts: Map<string, Clean>): void {
  const id = element.attributes.find(([name]) => name === 'id')?.[1];
  if (id !== undefined && !parts.has(id)) parts.set(id, element);
  for (const child of element.children) if (typeof child !== 'string') collect(child, parts);
}

function written({ name, attributes, children }: Clean): string {
  const tag = name + attributes.map(([key, value]) => ` ${key}="${escaped(value)}"`).join('');
  return children.length === 0 ? `<${tag}/>` : `<${tag}>${children.map((child) => (typeof child === 'string' ? escaped(child) : written(child))).join('')}</${name}>`;
}

const escaped = (text: string): string => text.replace(/[&<>"\t\r\n]/g, (letter) => `&#${letter.charCodeAt(0)};`);

function warningsOf(counts: ReadonlyMap<string, number>): Sentence[] {
  const all = [...counts].map(([key, count]) => {
    const what = JSON.parse(key) as Sentence;
    return count === 1 ? say('image_cleaned', { what }) : say('image_cleaned_times', { what, count });
  });
  return all.length > WARNINGS_MAX ? [...all.slice(0, WARNINGS_MAX), say('import_more', { count: all.length - WARNINGS_MAX })] : all;
}
