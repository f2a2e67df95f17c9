import { parseGatewayAddress } from '../../../src/domain/gateway-address';
import { isLoopback, parseHost } from '../../../src/domain/host';

describe('a gateway address', () => {
  it.each([
    ['pbx.example.com', 'wss://pbx.example.com:9443/', 'pbx.example.com', 9443],
    ['pbx.example.com:8089', 'wss://pbx.example.com:8089/', 'pbx.example.com', 8089],
    ['wss://pbx.example.com', 'wss://pbx.example.com:9443/', 'pbx.example.com', 9443],
    ['wss://pbx.example.com:8089/ws', 'wss://pbx.example.com:8089/ws', 'pbx.example.com', 8089],
    ['WSS://PBX.Example.COM:443/Path?x=1', 'wss://pbx.example.com:443/Path?x=1', 'pbx.example.com', 443],
    ['pbx.example.com:8089/ws', 'wss://pbx.example.com:8089/ws', 'pbx.example.com', 8089],
    ['pbx.example.com.', 'wss://pbx.example.com:9443/', 'pbx.example.com', 9443],
    ['pbx', 'wss://pbx:9443/', 'pbx', 9443],
    ['téléphone.example', 'wss://téléphone.example:9443/', 'téléphone.example', 9443],
    ['192.0.2.10', 'wss://192.0.2.10:9443/', '192.0.2.10', 9443],
    ['2001:DB8::1', 'wss://[2001:db8::1]:9443/', '[2001:db8::1]', 9443],
    ['[2001:db8::1]:5066', 'wss://[2001:db8::1]:5066/', '[2001:db8::1]', 5066],
    ['wss://[2001:db8::1]/ws', 'wss://[2001:db8::1]:9443/ws', '[2001:db8::1]', 9443],
    ['ws://localhost:5066', 'ws://localhost:5066/', 'localhost', 5066],
    ['ws://127.0.0.1:5066/', 'ws://127.0.0.1:5066/', '127.0.0.1', 5066],
    ['ws://[::1]:5066/', 'ws://localhost:5066/', 'localhost', 5066],
    ['ws://[0:0:0:0:0:0:0:1]:5066/', 'ws://localhost:5066/', 'localhost', 5066],
    ['wss://[::1]:5066/', 'wss://[::1]:5066/', '[::1]', 5066],
  ])('%s is %s', (address, url, host, port) => {
    expect(parseGatewayAddress(address)).toEqual({ url, host, port });
  });

  it.each([
    ['ws://pbx.example.com', 'address-insecure', 'wss://pbx.example.com:9443/'],
    ['ws://192.0.2.1:80/ws', 'address-insecure', 'wss://192.0.2.1:80/ws'],
    ['ws://127.9.8.7', 'address-insecure', 'wss://127.9.8.7:9443/'],
    ['ws://127.0.0.1.example.com', 'address-insecure', 'wss://127.0.0.1.example.com:9443/'],
    ['ws://localhost.example.com', 'address-insecure', 'wss://localhost.example.com:9443/'],
    ['ws://[::2]', 'address-insecure', 'wss://[::2]:9443/'],
    ['ws://[::ffff:127.0.0.1]', 'address-insecure', 'wss://[::ffff:127.0.0.1]:9443/'],
    ['https://pbx.example.com:8443/', 'address-scheme', 'wss://pbx.example.com:8443/'],
    ['http://pbx.example.com', 'address-scheme', 'wss://pbx.example.com:9443/'],
  ])('%s is refused as %s, with what to write', (address, code, expected) => {
    expect(parseGatewayAddress(address)).toEqual({ code, expected });
  });

  it.each([
    '',
    ' ',
    'two words',
    'wss://',
    'wss:///path',
    'sip:pbx.example.com',
    'user@pbx.example.com',
    'wss://user:secret@pbx.example.com/',
    'pbx.example.com:0',
    'pbx.example.com:65536',
    'pbx.example.com:port',
    'pbx..example.com',
    '-pbx.example.com',
    'pbx.example.com/#fragment',
    'wss://pbx.example.com/two words',
    'wss://pbx.example.com\\@evil.example',
    'pbx.example.com\n',
    '256.0.0.1',
    '127.1',
    '127.0.0.01',
    '0x7f000001',
    '2130706433',
    '[::1',
    '[fe80::1%eth0]',
    ':::1',
    '1::2::3',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7:8:9',
    '[12345::]',
  ])('%j is no address', (address) => {
    expect(parseGatewayAddress(address)).toMatchObject({ code: 'address-invalid' });
  });

  it('agrees with the browser about the host, so that ws:// to elsewhere cannot slip through', () => {
    for (const host of [
      'localhost',
      '127.0.0.1',
      '127.255.255.254',
      '[::1]',
      '[::2]',
      '[::7f00:1]',
      '10.0.0.1',
    ]) {
      const parsed = parseHost(host) ?? '';
      const seen = new URL(`ws://${host}/`).hostname;
      expect(isLoopback(parsed)).toBe(['localhost', '[::1]', '127.0.0.1'].includes(seen));
    }
  });
});
