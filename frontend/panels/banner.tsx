import { t } from '../state/words.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icons/icon.tsx';
import { usePage } from './page-context.ts';

/** What the reader must know before trusting the map: it is not live, the login is over, nothing can be changed. */
export function Banner() {
  const page = usePage();
  const link = page.link.value;
  switch (link.kind) {
    case 'loading': return page.map.world.value === null ? <div class="loading" role="status">{t('link_loading')}</div> : null;
    case 'failed': return <div class="island banner banner--fault" role="alert" data-banner="failed"><Icon name="problems" /><span>{link.sentence} {t('link_trying')}</span></div>;
    case 'lost': return (
      <div class="island banner" role="alert" data-banner="lost">
        <Icon name="problems" />
        <span>{t('link_lost', new Date(link.sinceMs).toLocaleTimeString(page.session.language))}</span>
      </div>
    );
    case 'expired': return (
      <div class="island banner banner--fault" role="alert" data-banner="expired">
        <Icon name="lock" />
        <span>{t('link_expired')}</span>
        <Button label={t('log_in')} onClick={logIn} />
      </div>
    );
    case 'live': return page.mayEdit ? null : <div class="island banner banner--info" role="note" data-banner="readonly"><Icon name="lock" /><span>{t('read_only')}</span></div>;
  }
}

/** The login belongs to the outermost page: Webmin's, where we are framed. */
function logIn(): void {
  try {
    (window.top ?? window).location.reload();
  } catch {
    location.reload();
  }
}
