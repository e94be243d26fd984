import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { DialogKind, DialogRequest } from '../../state/dialogs.ts';
import { t } from '../../state/words.ts';
import { usePage } from '../page-context.ts';

export type DialogOf<Kind extends DialogKind> = { readonly request: Extract<DialogRequest, { kind: Kind }>; readonly onClose: () => void };
type AnyDialog = ComponentType<{ readonly request: DialogRequest; readonly onClose: () => void }>;

/** Dialogs are fetched when first opened: the map does not wait for them. */
const DIALOGS: Readonly<Record<DialogKind, () => Promise<unknown>>> = {
  'add-server': async () => (await import('./server-dialog.tsx')).ServerDialog,
  'edit-server': async () => (await import('./server-dialog.tsx')).ServerDialog,
  'edit-servers': async () => (await import('./servers-dialog.tsx')).ServersDialog,
  connect: async () => (await import('./connect-dialog.tsx')).ConnectDialog,
  'edit-connection': async () => (await import('./connection-dialog.tsx')).ConnectionDialog,
  reconnect: async () => (await import('./reconnect-dialog.tsx')).ReconnectDialog,
  'edit-connections': async () => (await import('./connections-dialog.tsx')).ConnectionsDialog,
  'add-cluster': async () => (await import('./cluster-dialog.tsx')).ClusterDialog,
  'edit-cluster': async () => (await import('./cluster-dialog.tsx')).ClusterDialog,
  'add-network': async () => (await import('./network-dialogs.tsx')).NetworkDialog,
  'edit-network': async () => (await import('./network-dialogs.tsx')).NetworkDialog,
  'delete-network': async () => (await import('./network-dialogs.tsx')).DeleteNetwork,
  networks: async () => (await import('./network-dialogs.tsx')).NetworksDialog,
  'confirm-delete': async () => (await import('./confirm-delete.tsx')).ConfirmDelete,
  import: async () => (await import('./import-dialog.tsx')).ImportDialog,
  'export-picture': async () => (await import('./picture-dialog.tsx')).PictureDialog,
  export: async () => (await import('./export-dialog.tsx')).ExportDialog,
  types: async () => (await import('./types-dialog.tsx')).TypesDialog,
  palette: async () => (await import('./palette.tsx')).Palette,
  shortcuts: async () => (await import('./shortcuts-dialog.tsx')).ShortcutsDialog,
};

/** Shows the dialog that is asked for. */
export function DialogHost() {
  const page = usePage();
  const request = page.dialog.value;
  const [shown, setShown] = useState<{ request: DialogRequest; Dialog: AnyDialog } | null>(null);
  useEffect(() => {
    let isWanted = true;
    if (request === null) setShown(null);
    else {
      DIALOGS[request.kind]().then(
        (Dialog) => { if (isWanted) setShown({ request, Dialog: Dialog as AnyDialog }); },
        () => {
          page.notices.fault(t('fault_chunk'));
          page.closeDialog();
        },
      );
    }
    return () => { isWanted = false; };
  }, [request]);
  if (shown?.request !== request) return null;
  return <shown.Dialog key={shown.request.kind} request={shown.request} onClose={() => page.closeDialog()} />;
}
