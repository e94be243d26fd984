/** An XML 1.0 document that a strict reader would take: one root, every element closed in order, attributes quoted and named once, references known. Throws SyntaxError otherwise. */
export function wellFormed(xml: string): boolean {
  const open: string[] = [];
  let isRooted = false;
  const text = xml.trim();
  const token = /<(\/?)([A-Za-z][\w:-]*)((?:\s+[A-Za-z][\w:-]*="[^"<]*")*)\s*(\/?)>|([^<]+)/gy;
  let at = 0;
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [whole, closes, name = '', attributes = '', isEmpty, between] = match;
    at = token.lastIndex;
    checkReferences(whole);
    if (between !== undefined) {
      if (open.length === 0) throw new SyntaxError(`Text outside the root: ${between.slice(0, 40)}`);
      continue;
    }
    if (closes === '/') {
      if (open.pop() !== name) throw new SyntaxError(`</${name}> closes what was not opened.`);
      continue;
    }
    if (open.length === 0 && isRooted) throw new SyntaxError('There are two roots.');
    isRooted = true;
    const names = [...attributes.matchAll(/([A-Za-z][\w:-]*)="/g)].map(([, attribute]) => attribute);
    if (new Set(names).size !== names.length) throw new SyntaxError(`<${name}${attributes}> says something twice.`);
    if (isEmpty !== '/') open.push(name);
  }
  if (at !== text.length) throw new SyntaxError(`Not XML: ${text.slice(at, at + 80)}`);
  if (open.length > 0 || !isRooted) throw new SyntaxError(`Not closed: ${open.join(' ')}`);
  return true;
}

/** What stands in the elements of a name that hold only text, as it is written. */
export const elementsOf = (xml: string, name: string): string[] => [...xml.matchAll(new RegExp(`<${name}[^>]*>([^<]*)</${name}>`, 'g'))].map(([, text]) => text ?? '');

function checkReferences(text: string): void {
  const loose = /&(?!(?:amp|lt|gt|quot|apos|#\d+|#x[\da-fA-F]+);)/.exec(text);
  if (loose) throw new SyntaxError(`A bare & in: ${text.slice(loose.index, loose.index + 40)}`);
  // eslint-disable-next-line no-control-regex -- these are what XML forbids
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text)) throw new SyntaxError('A character that XML has no room for.');
}
