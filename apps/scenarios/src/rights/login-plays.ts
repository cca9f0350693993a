import type { LocalSystem } from '@tarotchat/local';
import { unlinkAtKakao } from '../kakao.ts';
import { logIn, refresh } from '../person.ts';
import { shakeHands } from '../socket.ts';
import { until } from '../until.ts';
import { connectionIds, expectStatus, logInAndConnect, type Play, type Player, patienceMs } from './player.ts';

export const logsIn: Play = {
  title: 'a person logs in',
  act: async ({ origin }) => {
    await logIn(origin, 'Player');
  },
};

export const connects: Play = {
  title: 'a person opens a socket',
  act: async (system) => {
    await (await logInAndConnect(system)).socket.close();
  },
};

export const leaves: Play = {
  title: 'a closed socket is forgotten',
  act: async (system) => {
    const { socket } = await logInAndConnect(system);
    await socket.close();
    await until('the connection is forgotten', async () => (await connectionIds(system)).length === 0, { patienceMs });
  },
};

export const logsOut: Play = {
  title: 'a person logs out, and the open socket closes',
  act: async (system) => {
    const { person, socket } = await logInAndConnect(system);
    expectStatus(await person.api('POST', '/auth/logout'), 204);
    await until('the socket closes', () => !socket.isOpen(), { patienceMs });
  },
};

/** Whoever is out everywhere has no socket, no way back in and no refresh. */
const expectOut = async (system: LocalSystem, { person, socket }: Player): Promise<void> => {
  await until('the socket closes', () => !socket.isOpen(), { patienceMs });
  const again = await shakeHands(system.webSocketUrl, ['tarotchat.v1', `bearer.${person.accessToken}`]);
  if (again.kind === 'open') throw new Error('a new socket opened');
  expectStatus(await refresh(system.origin, person.cookie), 401);
};

export const logsOutEverywhere: Play = {
  title: 'a person logs out everywhere',
  act: async (system) => {
    const player = await logInAndConnect(system);
    expectStatus(await player.person.api('POST', '/auth/logout-all'), 204);
    await expectOut(system, player);
  },
};

export const unlinks: Play = {
  title: 'a person takes the link to Kakao away',
  act: async (system) => {
    const player = await logInAndConnect(system);
    expectStatus(await unlinkAtKakao(system.origin, player.person), 200);
    await expectOut(system, player);
  },
};

export const renews: Play = {
  title: 'an open connection is renewed',
  act: async (system) => {
    const { person, socket } = await logInAndConnect(system);
    socket.send({ action: 'renewAuth', token: person.accessToken });
    await socket.next((event) => event.type === 'session.renewed');
    await socket.close();
  },
};

export const isExpelled: Play = {
  title: 'a connection that comes with another person’s token is told so and closed',
  act: async (system) => {
    const { socket } = await logInAndConnect(system);
    const other = await logIn(system.origin, 'Another player');
    socket.send({ action: 'renewAuth', token: other.accessToken });
    await socket.next((event) => event.type === 'error' && event.code === 'WRONG_USER');
    await until('the socket closes', () => !socket.isOpen(), { patienceMs });
  },
};
