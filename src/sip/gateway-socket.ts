/** The part of the browser's WebSocket that a connection needs. */
export type GatewaySocket = Pick<
  WebSocket,
  'send' | 'close' | 'onopen' | 'onclose' | 'onmessage' | 'onerror' | 'binaryType'
>;

export type OpenSocket = (url: string, protocol: 'sip') => GatewaySocket;

/** What a socket of binary type 'arraybuffer' has received, as text. */
export function textOf(data: unknown): string {
  return typeof data === 'string' ? data : new TextDecoder().decode(data as ArrayBuffer);
}

/** Closes a socket, and hears nothing of it any more. */
export function letGo(socket: GatewaySocket): void {
  Object.assign(socket, { onopen: null, onclose: null, onmessage: null });
  socket.close();
}
