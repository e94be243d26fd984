import { byCluster, byNetwork, byRegion } from './by-group.ts';
import { circular } from './circular.ts';
import { force } from './force.ts';
import { grid } from './grid.ts';
import { layered } from './layered/layered.ts';
import type { Layout, LayoutName } from './layout.ts';

/** The code of every layout. */
export const LAYOUTS: Readonly<Record<LayoutName, Layout>> = { circular, grid, layered, force, region: byRegion, network: byNetwork, cluster: byCluster };
