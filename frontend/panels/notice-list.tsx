import { useEffect, useRef } from 'preact/hooks';
import type { Notice } from '../state/notices.ts';
import { t } from '../state/words.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons/icon.tsx';
import { usePage } from './page-context.ts';

const DONE_MS = 8_000;
const FAULT_MS = 20_000;

export function NoticeList() {
  const page = usePage();
  return <div class="notices">{page.notices.list.value.map((notice) => <NoticeCard key={notice.id} notice={notice} />)}</div>;
}

/** Goes away by itself, but not while somebody reads it with the pointer or the focus on it. */
function NoticeCard({ notice }: { readonly notice: Notice }) {
  const page = usePage();
  const timer = useRef(0);
  const leave = (): void => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => page.notices.dismiss(notice.id), notice.kind === 'fault' ? FAULT_MS : DONE_MS);
  };
  const stay = (): void => clearTimeout(timer.current);
  useEffect(() => {
    leave();
    return stay;
  }, []);
  return (
    <div class={`island notice notice--${notice.kind}`} data-notice={notice.kind} onPointerEnter={stay} onPointerLeave={leave} onFocusCapture={stay} onBlurCapture={leave}>
      <Icon name={notice.kind === 'fault' ? 'problems' : 'tick'} />
      <span>{notice.text}</span>
      {notice.undoes > 0 ? <Button label={t('undo')} icon="undo" kind="quiet" name="notice-undo" onClick={() => void page.undoing.step('undo')} /> : null}
      {notice.offer === undefined ? null : <Button label={notice.offer.label} kind="quiet" name="notice-offer" onClick={() => { page.notices.dismiss(notice.id); notice.offer?.run(); }} />}
      <Button label={t('close')} icon="close" kind="quiet" iconOnly onClick={() => page.notices.dismiss(notice.id)} />
    </div>
  );
}
