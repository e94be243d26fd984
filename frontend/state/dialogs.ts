import type { Removal } from '../../backend/contract/removal.ts';
import type { Position } from '../../backend/contract/server.ts';

/** Which dialog is open, and what it is about. One at a time. */
export type DialogRequest =
  | { readonly kind: 'add-server'; readonly position?: Position | undefined }
  | { readonly kind: 'edit-server'; readonly id: string }
  | { readonly kind: 'edit-servers'; readonly ids: readonly string[] }
  | { readonly kind: 'connect'; readonly ids: readonly string[]; /** Where the way from the first to the second was bent. */ readonly waypoints?: readonly Position[] }
  | { readonly kind: 'edit-connection'; readonly id: string }
  | { readonly kind: 'reconnect'; readonly id: string }
  | { readonly kind: 'add-cluster'; readonly ids: readonly string[] }
  | { readonly kind: 'edit-cluster'; readonly id: string }
  | { readonly kind: 'add-network'; readonly ids: readonly string[] }
  | { readonly kind: 'edit-network'; readonly id: string }
  | { readonly kind: 'delete-network'; readonly id: string }
  | { readonly kind: 'networks' }
  | { readonly kind: 'edit-connections'; readonly ids: readonly string[] }
  | { readonly kind: 'confirm-delete'; readonly removal: Removal; readonly text: string }
  | { readonly kind: 'import'; readonly file?: File }
  | { readonly kind: 'export-picture' }
  | { readonly kind: 'export' }
  | { readonly kind: 'types' }
  | { readonly kind: 'palette' }
  | { readonly kind: 'shortcuts' };

export type DialogKind = DialogRequest['kind'];
