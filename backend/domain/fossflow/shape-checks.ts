import { compile } from '../../contract/validate.ts';
import { CompactShape, DiagramShape } from './shape.ts';

/** The shape of a diagram in its full and in its compact form. */
export const checkDiagram = compile(DiagramShape);
export const checkCompact = compile(CompactShape);
