import { t } from '../../state/words.ts';
import { StateMark } from '../../ui/icons/state-mark.tsx';
import { usePage } from '../page-context.ts';
import { healthOf } from './cluster-health.ts';

/** Clusters as rows with their health; a click selects one. */
export function ClusterTags({ clusters }: { readonly clusters: readonly number[] }) {
  const page = usePage();
  const world = page.map.world.value;
  if (world === null) return null;
  return (
    <div class="rows">
      {clusters.map((cluster) => {
        const row = world.clusters[cluster];
        if (row === undefined) return null;
        const health = healthOf(row);
        return (
          <button key={row.id} type="button" class="row" onClick={() => page.selection.setItem({ kind: 'cluster', id: row.id })}>
            <span class="swatch" style={{ background: row.color }} />
            <span class="row__text"><span>{row.name}</span></span>
            <StateMark state={health} label={t(`health_${health}`)} />
          </button>
        );
      })}
    </div>
  );
}
