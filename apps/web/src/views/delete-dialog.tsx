import type { Session } from '@tarotchat/protocol';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { useStrings } from '../strings/strings.ts';

type Props = { session: Session; onConfirm: () => void; onCancel: () => void };

/** Asks before a session is gone. Escape and a click beside it keep the session. */
export const DeleteDialog = ({ session, onConfirm, onCancel }: Props) => {
  const strings = useStrings();
  const dialog = useRef<HTMLDialogElement>(null);

  useLayoutEffect(() => dialog.current?.showModal(), []);

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the key for it is Escape, which a dialog knows by itself.
    <dialog
      ref={dialog}
      class="dialog"
      aria-labelledby="delete-title"
      aria-describedby="delete-text"
      onClose={onCancel}
      onClick={({ target, currentTarget }) => target === currentTarget && currentTarget.close()}
    >
      <div class="dialog-body">
        <h2 id="delete-title">{strings.deleteTitle}</h2>
        <p id="delete-text">{strings.deleteText(session.title)}</p>
        <div class="dialog-actions">
          <button type="button" class="button" autofocus onClick={() => dialog.current?.close()}>
            {strings.cancel}
          </button>
          <button type="button" class="button button-danger" data-testid="confirm-delete" onClick={onConfirm}>
            {strings.deleteConfirm}
          </button>
        </div>
      </div>
    </dialog>
  );
};
