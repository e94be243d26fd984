import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { textOf } from '../../backend/contract/sentence.ts';
import { readIconImage } from '../../backend/domain/icon-image/icon-image.ts';
import { dataUrl, pngOf, squareSvg, svgUrl } from '../support/icon-files.ts';

const SHAPE = '<path d="M0 0h9v9z"/>';
const svg = (inside: string, attributes = 'viewBox="0 0 10 10"'): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" ${attributes}>${inside}</svg>`;

function cleaned(text: string): { text: string; warnings: readonly string[] } {
  const { image, warnings } = readIconImage(svgUrl(text));
  return { text: Buffer.from(image.bytes).toString(), warnings: warnings.map((warning) => textOf(warning)) };
}

describe('an SVG loses what could run or load anything, and the answer names it', () => {
  const png = dataUrl('image/png', pngOf(1, 2, 3));
  test.each([
    ['a script', `<script>alert(1)</script>${SHAPE}`, '<script>', /script|alert/],
    ['a script of another namespace', `<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>${SHAPE}`, '', /script|alert/],
    ['an event handler', `<path onload="alert(1)" d="M0 0"/>`, 'onload of <path>', /onload|alert/],
    ['an event handler of the root', SHAPE, 'onload of <svg>', /onload|alert/],
    ['a foreignObject', `<foreignObject><body xmlns="http://www.w3.org/1999/xhtml">x</body></foreignObject>${SHAPE}`, '<foreignObject>', /foreign|body/],
    ['an iframe', `<iframe xmlns="http://www.w3.org/2000/svg" src="https://x.example"/>${SHAPE}`, '<iframe>', /iframe|example/],
    ['a link with javascript:', `<a xlink:href="javascript:alert(1)">${SHAPE}</a>`, '<a>', /javascript/],
    ['use of another file', `<use xlink:href="https://x.example/a.svg#b"/>${SHAPE}`, 'href of <use>', /example/],
    ['use of a data URL', `<use href="data:image/svg+xml;base64,PHN2Zy8+#b"/>${SHAPE}`, 'href of <use>', /data:/],
    ['an image from elsewhere', `<image href="https://x.example/a.png"/>${SHAPE}`, 'href of <image>', /example|image/],
    ['an image of SVG in the text', `<image href="${svgUrl(svg(SHAPE))}"/>${SHAPE}`, 'href of <image>', /data:/],
    ['an image that lies about its bytes', `<image href="${dataUrl('image/png', 'GIF89a')}"/>${SHAPE}`, 'href of <image>', /data:/],
    ['feImage', `<filter id="f"><feImage href="https://x.example"/></filter>${SHAPE}`, '<feImage>', /feImage|example/],
    ['an animation of a href', `<path d="M0 0"><set attributeName="href" to="javascript:alert(1)"/></path>`, '<set>', /javascript|set/],
    ['CSS @import', `<style>@import url(https://x.example/a.css);.a{fill:red}</style>${SHAPE}`, '"@import', /import|example/],
    ['CSS @font-face', `<style>@font-face{font-family:x;src:url(https://x.example)}.a{fill:red}</style>${SHAPE}`, '"@font-face"', /font-face|example/],
    ['CSS url() of a rule', '<style>.a{fill:url(https://x.example#a)}</style><path class="a" d="M0 0"/>', '"fill" of <style>', /example/],
    ['CSS url() in disguise', '<style>.a{fill:u\\72l(https://x.example)}</style><path class="a" d="M0 0"/>', '"fill" of <style>', /example/],
    ['a sheet that ends the element', `<style><![CDATA[</style><script>alert(1)</script>]]></style>${SHAPE}`, 'of <style>', /script|alert/],
    ['url() in style', '<path style="fill:url(\'https://x.example#a\')" d="M0 0"/>', 'fill in style of <path>', /example/],
    ['url() in an attribute', '<path filter="url(//x.example#f)" d="M0 0"/>', 'filter of <path>', /example/],
    ['an attribute nobody knows', '<path formaction="javascript:alert(1)" d="M0 0"/>', 'formaction of <path>', /javascript/],
    ['a style sheet of another file', `${SHAPE}<?xml-stylesheet href="https://x.example"?>`, '<?xml-stylesheet?>', /example/],
  ])('%s', (name, inside, warning, forbidden) => {
    const { text, warnings } = cleaned(name.endsWith('of the root') ? svg(SHAPE, 'viewBox="0 0 1 1" onload="alert(1)"') : svg(inside));
    expect(text).not.toMatch(forbidden);
    expect(warnings.join('\n')).toContain(warning);
    expect(cleaned(text)).toEqual({ text, warnings: [] });
  });

  test('what is drawn stays: shapes, gradients, styles, parts, pixels, words', () => {
    const inside = `<title>A &amp; B</title><style>.a{fill:url(#g);stroke:red}</style><defs><linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient></defs>`
      + `<g id="p"><path class="a" d="M0 0" style="opacity:.5"/></g><use href="#p" x="1"/><image width="1" height="1" href="${png}"/><text x="1" y="2">é<tspan>!</tspan></text>`;
    const { text, warnings } = cleaned(svg(inside.replace('<use href', '<use xlink:href')));
    expect(warnings).toEqual([]);
    expect(text).toBe(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10" width="512" height="512">${inside.replace('&amp;', '&#38;')}</svg>`);
  });

  test('a file without namespace, with a size in millimetres and a document type is mended', () => {
    const { text, warnings } = cleaned('\ufeff<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/x.dtd"><svg width="20mm" height="10mm"><rect width="20" height="10"/></svg>');
    expect(text).toBe('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" width="512" height="256"><rect width="20" height="10"/></svg>');
    expect(warnings).toEqual(['The image was cleaned: the document type was taken away.']);
  });

  test('cleaning is the same twice, whatever was sent', () => {
    const value = fc.oneof(fc.string(), fc.constantFrom('url(#a)', 'url("x")', '#a', 'javascript:1', '1px', '}', '\\', '@import "x"', '</style>', '&', '"', "'"));
    const inside = fc.array(fc.tuple(fc.constantFrom('g', 'path', 'style', 'script', 'a', 'text', 'use'), fc.constantFrom('href', 'style', 'd', 'onclick', 'fill', 'class'), value, value), { maxLength: 8 });
    const escaped = (text: string): string => text.replace(/[&<>"'\p{Cc}\ufffe\uffff]/gu, (letter) => (/[&<>"']/.test(letter) ? `&#${letter.charCodeAt(0)};` : ''));
    fc.assert(fc.property(inside, (parts) => {
      const text = svg(parts.map(([name, attribute, given, words]) => `<${name} ${attribute}="${escaped(given)}">${escaped(words)}</${name}>`).join('') + SHAPE);
      const once = cleaned(text).text;
      expect(cleaned(once)).toEqual({ text: once, warnings: [] });
      expect(once).not.toMatch(/<script|onclick=|<style>[^<]*@import|="[^"]*url\((?!#)/);
    }), { numRuns: 300 });
  });
});

describe('an SVG that cannot be mended is refused, and says why', () => {
  const nested = (levels: number): string => svg('<g>'.repeat(levels) + SHAPE + '</g>'.repeat(levels));
  const laughs = Array.from({ length: 20 }, (_, level) => `<g id="l${level + 1}">${`<use href="#l${level}"/>`.repeat(10)}</g>`).join('');
  test.each([
    ['broken XML', '<svg xmlns="http://www.w3.org/2000/svg"><path></svg>', /not well-formed XML/],
    ['an entity nobody knows', svg(`&nbsp;${SHAPE}`), /not well-formed XML/],
    ['an entity bomb', `<!DOCTYPE svg [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>${svg('<text>&b;</text>')}`, /document type with declarations/],
    ['a file of the system', `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('<text>&x;</text>')}`, /document type with declarations/],
    ['deep nesting', nested(5_000), /nests deeper than 64/],
    ['many elements', svg('<g/>'.repeat(10_001) + SHAPE), /more than 10000 elements/],
    ['parts of parts without end', svg(`<path id="l0" d="M0 0"/>${laughs}<use href="#l20"/>`), /would paint more than 20000 elements/],
    ['a part of itself', svg('<g id="a"><use href="#a"/></g>'), /refers to itself/],
    ['HTML', '<html><body onload="alert(1)"/></html>', /root is <html>/],
    ['nothing but a script', svg('<script>1</script>'), /nothing that can be drawn/],
    ['text that is not UTF-8', 'latin1', /not UTF-8/],
  ])('%s', (name, text, message) => {
    const url = text === 'latin1' ? dataUrl('image/svg+xml', Buffer.from([0x3c, 0xe9])) : svgUrl(text);
    expect(() => readIconImage(url)).toThrow(message);
    expect(name).not.toBe('');
  });

  test('the time for half a megabyte does not grow with the square of what is in it', () => {
    const long = 'x'.repeat(500_000);
    for (const inside of [`<style>${long}</style>`, `<style>${'@{'.repeat(250_000)}</style>`, `<path d="${long}"/>`, `<path style="${'a:b;'.repeat(120_000)}"/>`, `<path fill="${'url( '.repeat(100_000)}"/>`, `<style>${'a{'.repeat(200_000)}</style>`]) {
      const started = performance.now();
      cleaned(svg(inside + SHAPE));
      expect(performance.now() - started).toBeLessThan(5_000);
    }
  });
});

describe('an image of pixels is what it says, within bounds', () => {
  const gif = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
  const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc0, 0, 11, 8, 0, 2, 0, 3, 1, 1, 0x11, 0]);
  const webp = Buffer.from('UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA', 'base64');
  const lossless = Buffer.from('UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==', 'base64');
  test.each([['image/png', pngOf(1, 2, 3)], ['image/gif', gif], ['image/jpeg', jpeg], ['image/webp', webp], ['image/webp', lossless]])('%s is taken as it came', (type, bytes) => {
    const { image } = readIconImage(dataUrl(type, bytes));
    expect([image.media_type, Buffer.from(image.bytes)]).toEqual([type, Buffer.from(bytes)]);
  });

  test.each([
    ['bytes of another type', dataUrl('image/png', gif), /says it is image\/png/],
    ['a header that ends early', dataUrl('image/jpeg', jpeg.subarray(0, 12)), /says it is image\/jpeg/],
    ['too many pixels', dataUrl('image/png', pngOf(1, 2, 3, 8, 30_000)), /30000 × 30000 pixels/],
    ['no pixels', dataUrl('image/png', pngOf(1, 2, 3, 8, 0)), /0 × 0/],
    ['too many bytes', dataUrl('image/png', Buffer.concat([pngOf(1, 2, 3), Buffer.alloc(524_288)])), /at most 524288/],
    ['a page', dataUrl('text/html', '<script>1</script>'), /"text\/html"; one of image\/svg\+xml/],
    ['nothing', 'data:image/png;base64,', /is empty/],
    ['no data URL', 'https://x.example/a.png', /must be a data URL/],
    ['what is not base64', 'data:image/png;base64,!!!!', /not base64/],
  ])('%s is refused', (_, url, message) => expect(() => readIconImage(url)).toThrow(message));

  test('percent-encoded text is read', () => {
    const text = squareSvg('#f00');
    expect(readIconImage(`data:image/svg+xml;utf8,${encodeURIComponent(text)}`)).toEqual(readIconImage(svgUrl(text)));
    expect(readIconImage(`data:image/svg+xml,${text.replaceAll('#', '%23')}`)).toEqual(readIconImage(svgUrl(text)));
  });
});
