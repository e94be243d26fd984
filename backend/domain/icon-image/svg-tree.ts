import { SaxesParser, type SaxesTagNS } from 'saxes';
import { plain, say, type Sentence } from '../../contract/sentence.ts';
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
export function parseXml(text: string, gone: (what: Sentence) => void): Element {
  const parser = new SaxesParser({ xmlns: true, position: true, defaultXMLVersion: '1.0', forceXMLVersion: true });
  const top: Element = { name: '', uri: '', attributes: {}, children: [] };
  const open: Element[] = [top];
  let count = 0;
  const add = (child: Element | string): void => void open.at(-1)?.children.push(child);
  parser.on('error', (error) => { throw new ImageFault(say('image_xml', { why: error.message.slice(0, 200) })); });
  parser.on('doctype', (doctype) => {
    if (doctype.includes('[')) throw new ImageFault(say('image_doctype'));
    gone(say('image_gone_doctype'));
  });
  parser.on('processinginstruction', ({ target }) => gone(plain(`<?${target.slice(0, 40)}?>`)));
  parser.on('opentag', ({ local, uri, attributes }) => {
    count += 1;
    if (count > ELEMENTS_MAX) throw new ImageFault(say('image_elements', { count: ELEMENTS_MAX }));
    if (open.length > DEPTH_MAX) throw new ImageFault(say('image_depth', { count: DEPTH_MAX }));
    if (Object.keys(attributes).length > ATTRIBUTES_MAX) throw new ImageFault(say('image_attributes', { count: ATTRIBUTES_MAX, name: local.slice(0, 40) }));
    const element: Element = { name: local, uri, attributes, children: [] };
    add(element);
    open.push(element);
  });
  parser.on('closetag', () => { open.pop(); });
  parser.on('text', add);
  parser.on('cdata', add);
  read(parser, text);
  const root = top.children.find((child) => typeof child !== 'string');
  if (root === undefined) throw new ImageFault(say('image_no_element'));
  return root;
}

function read(parser: SaxesParser<{ xmlns: true }>, text: string): void {
  try {
    parser.write(text).close();
  } catch (error) {
    throw error instanceof ImageFault ? error : new ImageFault(say('image_xml', { why: messageOf(error).slice(0, 200) }));
  }
}
