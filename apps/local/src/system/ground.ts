import { type OrphanGuard, startOrphanGuard } from '../lambda/orphan-guard.ts';
import { type Clock, startClock } from './clock.ts';
import { type DataFolder, openDataFolder } from './data-folder.ts';
import { type LocalSecrets, openLocalSecrets } from './local-secrets.ts';
import { type LoopbackServer, startLoopbackServer } from './loopback-server.ts';
import type { Shutdown } from './shutdown.ts';

/** What everything else stands on: time, a place for data, keys and the two servers. */
export type Ground = {
  readonly clock: Clock;
  /** Ends the children of a run that was killed. */
  readonly guard: OrphanGuard;
  readonly data: DataFolder;
  readonly secrets: LocalSecrets;
  readonly originServer: LoopbackServer;
  readonly origin: string;
  readonly awsServer: LoopbackServer;
  readonly awsEndpoint: string;
};

export type GroundSettings = {
  readonly port: number;
  readonly dataFolder: string | undefined;
  readonly fresh: boolean;
  readonly clock: Clock | undefined;
};

/** Prepares it. The port is asked for first: a second run must not touch the data of the first. */
export const prepareGround = async (settings: GroundSettings, shutdown: Shutdown): Promise<Ground> => {
  const originServer = await startLoopbackServer({ port: settings.port, alsoIpv6: true });
  shutdown.later(originServer.stop);
  const guard = startOrphanGuard();
  shutdown.later(guard.stop);
  const data = await openDataFolder({ folder: settings.dataFolder, fresh: settings.fresh });
  shutdown.later(data.close);
  const awsServer = await startLoopbackServer({ port: 0, alsoIpv6: false });
  shutdown.later(awsServer.stop);
  const clock = settings.clock ?? startClock();
  if (!settings.clock) shutdown.later(clock.stop);
  return {
    clock,
    guard,
    data,
    secrets: await openLocalSecrets(data.secretsFile),
    originServer,
    origin: `http://localhost:${originServer.port}`,
    awsServer,
    awsEndpoint: `http://127.0.0.1:${awsServer.port}`,
  };
};
