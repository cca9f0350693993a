/**
 * Asks in another way where the endpoint does not know a call: emulators lack some lists, and answer with a page that
 * is no JSON. AWS itself knows them all; a refusal is never asked around.
 */
export const withFallback = async (send: () => Promise<object>, otherwise: () => Promise<object>): Promise<object> => {
  try {
    return await send();
  } catch (error) {
    if (error instanceof Error && (error.name === 'SyntaxError' || error.name === 'UnknownOperationException'))
      return otherwise();
    throw error;
  }
};
