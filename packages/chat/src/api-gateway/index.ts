export { apiGatewayConnectionGateway } from './api-gateway-connection-gateway.ts';
