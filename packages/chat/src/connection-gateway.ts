import type { ConnectionId, ServerEvent } from '@tarotchat/protocol';

/** What became of a frame. */
export type PostOutcome =
  | { readonly kind: 'delivered' }
  /** The connection no longer exists: forget it. */
  | { readonly kind: 'gone' }
  /** The client reads too slowly, or too much is posted at once; repeats did not help. */
  | { readonly kind: 'busy' };

/** What became of the wish to close a connection. */
export type CloseOutcome = { readonly kind: 'closed' } | { readonly kind: 'gone' } | { readonly kind: 'busy' };

/** The server's way to an open socket from outside its own requests. Failures of another kind are thrown. */
export type ConnectionGateway = {
  readonly post: (connectionId: ConnectionId, event: ServerEvent) => Promise<PostOutcome>;
  readonly close: (connectionId: ConnectionId) => Promise<CloseOutcome>;
};
