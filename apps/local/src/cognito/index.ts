export { startCognito } from './start-cognito.ts';
