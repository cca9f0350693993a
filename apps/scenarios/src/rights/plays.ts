import {
  asks,
  asksOn,
  deletes,
  findsASocketGone,
  goesOnRenewed,
  isStopped,
  isTold,
  lists,
  opensOneTooMany,
  reads,
} from './chat-plays.ts';
import { connects, isExpelled, leaves, logsIn, logsOut, logsOutEverywhere, renews, unlinks } from './login-plays.ts';
import type { Play } from './player.ts';

/** Which plays need which function. A function of the stack that is not here fails the proof. */
export const playsByFunction: Readonly<Record<string, readonly Play[]>> = {
  tarotchat_auth: [logsIn, logsOut, logsOutEverywhere],
  tarotchat_authorizer: [connects],
  tarotchat_connect: [connects],
  tarotchat_default: [],
  tarotchat_deletesession: [deletes],
  tarotchat_disconnect: [leaves],
  tarotchat_getsessionmsg: [reads],
  tarotchat_listsessions: [lists],
  tarotchat_renew: [renews, isExpelled],
  tarotchat_reply: [asks, asksOn, findsASocketGone, isTold, opensOneTooMany, isStopped],
  tarotchat_sendMessage: [asks, goesOnRenewed],
  tarotchat_unlink: [unlinks],
};
