import { many, number, t } from '../../state/words.ts';
import { usePage } from '../page-context.ts';

const SHOWN = 500;

/** Networks as rows with their ranges; a click selects one. At most 500 are listed, the rest is counted. */
export function NetworkRows({ networks, onChoose }: { readonly networks: readonly number[]; readonly onChoose?: () => void }) {
  const page = usePage();
  const all = page.map.world.value?.networks;
  if (all === undefined) return null;
  const choose = (id: string): void => {
    onChoose?.();
    page.selection.setItem({ kind: 'network', id });
    page.isPanelClosed.value = false;
  };
  return (
    <div class="rows">
      {networks.slice(0, SHOWN).map((network) => {
        const row = all.rows[network];
        if (row === undefined) return null;
        return (
          <button key={row.id} type="button" class="row" data-network={row.id} onClick={() => choose(row.id)}>
            <span class={`swatch swatch--network swatch--${row.mode}`} />
            <span class="row__text"><span>{row.name}</span><small>{[row.cidr, t(`network_mode_${row.mode}`)].filter(Boolean).join(' · ')}</small></span>
            <span class="soft" title={many('servers', all.sizeOf(network))}>{number(all.sizeOf(network))}</span>
          </button>
        );
      })}
      {networks.length > SHOWN ? <p class="soft">{many('more_rows', networks.length - SHOWN)}</p> : null}
    </div>
  );
}
