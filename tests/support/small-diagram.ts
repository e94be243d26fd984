import type { Diagram } from '../../backend/domain/fossflow/shape.ts';

/** An icon of a diagram without a picture. */
export const plainIcon = (id: string): object => ({ id, name: id, url: '' });
/** A diagram of two views with something of everything; `more` goes over its parts. */
export const smallDiagram = (more: object = {}): Diagram => ({
  title: 'Office', icons: [plainIcon('server'), plainIcon('storage'), plainIcon('mine')], colors: [{ id: 'blue', value: '#0066cc' }],
  items: [{ id: 'web', name: 'Web', icon: 'server', description: '<p>Serves <b>sites</b>.</p><p>And &lt;more&gt;.</p>' }, { id: 'db', name: 'DB', icon: 'storage' }, { id: 'odd one', name: 'Odd', icon: 'mine' }],
  views: [{
    id: 'floor', name: 'Floor', items: [{ id: 'web', tile: { x: 1, y: 3 }, labelHeight: 100 }, { id: 'db', tile: { x: -2, y: 0 } }],
    connectors: [
      { id: 'c1', color: 'blue', width: 20, style: 'DASHED', lineType: 'DOUBLE', anchors: [{ id: 'a1', ref: { item: 'web' } }, { id: 'a2', ref: { tile: { x: 0, y: 2 } } }, { id: 'a3', ref: { item: 'db' } }], startLabel: 'out', description: 'half way', centerLabelHeight: 40 },
      { id: 'c2', showArrow: false, anchors: [{ id: 'b1', ref: { item: 'db' } }, { id: 'b2', ref: { anchor: 'a2' } }] },
    ],
    rectangles: [{ id: 'r1', color: 'blue', from: { x: 4, y: 4 }, to: { x: 6, y: 3 } }], textBoxes: [{ id: 't1', tile: { x: 5, y: -1 }, content: 'Rack', orientation: 'Y', fontSize: 1 }],
  }, { id: 'second', name: 'Second', items: [{ id: 'odd one', tile: { x: 7, y: 7 } }], textBoxes: [{ id: 't1', tile: { x: 0, y: 0 }, content: 'Here' }] }],
  ...more,
}) as unknown as Diagram;
