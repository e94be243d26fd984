import { useState } from 'preact/hooks';
import { faultsByField, sentenceOf } from '../../state/api.ts';
import { iconFrom, type Uploaded, type UploadWish } from '../../state/icons/icon-edits.ts';
import { t } from '../../state/words.ts';
import { Button } from '../../ui/button.tsx';
import { TextField } from '../../ui/fields.tsx';
import { usePage } from '../page-context.ts';

/** Takes a picture by its address on the web; what is wrong with it stands below. */
export function AddressField({ wish, onOutcome }: { readonly wish: UploadWish; readonly onOutcome: (outcome: Uploaded | null) => void }) {
  const page = usePage();
  const [url, setUrl] = useState('');
  const [fault, setFault] = useState<string>();
  const [isFetching, setFetching] = useState(false);
  const fetchIt = async (): Promise<void> => {
    setFault(undefined);
    onOutcome(null);
    setFetching(true);
    try {
      onOutcome({ added: 1, faults: [], warnings: await iconFrom(page, url.trim(), wish) });
      setUrl('');
    } catch (error) {
      setFault(faultsByField(error)['url'] ?? sentenceOf(error));
    } finally {
      setFetching(false);
    }
  };
  return (
    <form class="upload__address" onSubmit={(event) => { event.preventDefault(); if (url.trim() !== '') void fetchIt(); }}>
      <TextField label={t('icons_address')} hint={isFetching ? t('icons_fetching') : t('icons_address_hint')} name="icon-address" value={url} onInput={setUrl} fault={fault} />
      <Button label={t('icons_address_add')} name="fetch-icon" submit disabled={isFetching || url.trim() === ''} />
    </form>
  );
}
