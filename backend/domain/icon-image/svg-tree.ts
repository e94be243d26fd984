import { SaxesParser, type SaxesTagNS } from 'saxes';
import { messageOf } from '../../errors.ts';
import { ImageFault } from './image-fault.ts';

/** One element as it stands in the file; `children` in order. */
export type Element = { readonly name: string; readonly uri: string; readonly attributes: SaxesTagNS['attributes']; readonly children: (Element | string)[] };

const ELEMENTS_MAX = 10_000;
const ATTRIBUTES_MAX = 64;
const DEPTH_MAX = 64;

/**
 * The tree of an XML document. Throws ImageFault where it is not well-formed, declares entities, nests deeper than 64 or has more than
 * 10,000 elements; `gone` is told of what was left out.
 */
export function parseXml(text: string, gone: (what: string) => void): Element {
  const parser = new SaxesParser({ xmlns: true, position: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
  const top: Element = { name: '', uri: '', attributes: {}, children: [] };
  const open: Element[] = [top];
  let count = 0;
  const add = (child: Element | string): void => void open.at(-1)?.children.push(child);
  parser.on('error', (error) => { throw new ImageFault(`is not well-formed XML: ${error.message.slice(0, 200)}`); });
  parser.on('doctype', (doctype) => {
    if (doctype.includes('[')) throw new ImageFault('has a document type with declarations of its own, which is not read; save it without');
    gone('the document type');
  });
  parser.on('processinginstruction', ({ target }) => gone(`<?${target}?>`));
  parser.on('opentag', ({ local, uri, attributes }) => {
    count += 1;
    if (count > ELEMENTS_MAX) throw new ImageFault(`has more than ${ELEMENTS_MAX} elements`);
    if (open.length > DEPTH_MAX) throw new ImageFault(`nests deeper than ${DEPTH_MAX} elements`);
    if (Object.keys(attributes).length > ATTRIBUTES_MAX) throw new ImageFault(`has an element of more than ${ATTRIBUTES_MAX} attributes: <${local.slice(0, 40)}>`);
    const element: Element = { name: local, uri, attributes, children: [] };
    add(element);
    open.push(element);
  });
  parser.on('closetag', () => { open.pop(); });
  parser.on('text', add);
  parser.on('cdata', add);
  read(parser, text);
  const root = top.children.find((child) => typeof child !== 'string');
  if (root === undefined) throw new ImageFault('holds no element');
  return root;
}

function read(parser: SaxesParser<{ xmlns: true }>, text: string): void {
  try {
    parser.write(text).close();
  } catch (error) {
    throw error instanceof ImageFault ? error : new ImageFault(`is not well-formed XML: ${messageOf(error).slice(0, 200)}`);
  }
}
