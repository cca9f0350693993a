import type { LambdaDeclaration } from '@tarotchat/declarations';
import { lambda as auth } from '@tarotchat/lambda-auth/lambda';
import { lambda as authorizer } from '@tarotchat/lambda-authorizer/lambda';
import { lambda as connect } from '@tarotchat/lambda-connect/lambda';
import { lambda as unknownAction } from '@tarotchat/lambda-default/lambda';
import { lambda as deleteSession } from '@tarotchat/lambda-delete-session/lambda';
import { lambda as disconnect } from '@tarotchat/lambda-disconnect/lambda';
import { lambda as getSessionMessages } from '@tarotchat/lambda-get-session-messages/lambda';
import { lambda as kakaoUnlink } from '@tarotchat/lambda-kakao-unlink/lambda';
import { lambda as listSessions } from '@tarotchat/lambda-list-sessions/lambda';
import { lambda as renew } from '@tarotchat/lambda-renew/lambda';
import { lambda as reply } from '@tarotchat/lambda-reply/lambda';
import { lambda as sendMessage } from '@tarotchat/lambda-send-message/lambda';

/** Declarations by the folder of their app; the folder is the function's id in Terraform too. */
export type FunctionDeclarations = Readonly<Record<string, LambdaDeclaration>>;

/** Every Lambda of the system. */
export const functions: FunctionDeclarations = {
  auth,
  authorizer,
  connect,
  default: unknownAction,
  'delete-session': deleteSession,
  disconnect,
  'get-session-messages': getSessionMessages,
  'kakao-unlink': kakaoUnlink,
  'list-sessions': listSessions,
  renew,
  reply,
  'send-message': sendMessage,
};
