import { follow } from '../../state/follow.ts';
import { listProblems } from '../../state/problems.ts';
import { many, t } from '../../state/words.ts';
import { Icon } from '../../ui/icons/icon.tsx';
import { usePage } from '../page-context.ts';
import { PanelFrame } from './panel-frame.tsx';
import { ServerRows } from './server-rows.tsx';

const LISTED = 120;

/** Servers that need somebody, the worst first, beside the map. */
export function ProblemPanel() {
  const page = usePage();
  follow(page.map.live, page.map.shape);
  const world = page.map.world.value;
  if (world === null) return null;
  const { servers, total } = listProblems(world, LISTED);
  return (
    <PanelFrame title={t('problems')} name="problems" onClose={() => void (page.showsProblems.value = false)} sub={total === 0 ? undefined : many('problems', total)}>
      {total === 0 ? <p class="state state--active no-problems"><Icon name="tick" />{t('no_problems')}</p> : <ServerRows servers={servers} total={total} />}
    </PanelFrame>
  );
}
