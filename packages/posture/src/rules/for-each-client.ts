import { forEachOf, type Outcome } from '../rule.ts';
import type { Client, Surface } from '../surface.ts';

/** Judges each app client. */
export const forEachClient = (
  { clients }: Surface,
  check: (subject: string, client: Client) => Outcome,
): readonly Outcome[] => forEachOf(clients, 'app clients', (client) => check(`client ${client.name}`, client));
