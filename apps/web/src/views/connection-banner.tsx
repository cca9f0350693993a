import type { ConnectionState } from '@tarotchat/client';
import { useStrings } from '../strings/strings.ts';

/** Says when the socket is away. A short blink is not worth a word: the style sheet shows "connecting" late. */
export const ConnectionBanner = ({ connection }: { connection: ConnectionState }) => {
  const strings = useStrings();
  return (
    <div role="status" class="banner-place">
      {connection === 'offline' && <p class="banner">{strings.offline}</p>}
      {connection === 'connecting' && <p class="banner banner-late">{strings.connecting}</p>}
    </div>
  );
};
