// The demo gateway as a program: prints where it listens and who may sign in, and runs until it is told to stop.
import { parseArgs } from 'node:util';
import { startDemoGateway } from './gateway';
import { mailbox } from './notifier';

const { values } = parseArgs({ options: { port: { type: 'string', default: '0' } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65535) {
  console.error('--port takes a number from 0 to 65535');
  process.exit(2);
}

const gateway = await startDemoGateway({ port }).catch((error: NodeJS.ErrnoException) => {
  console.error(
    error.code === 'EADDRINUSE' ? `Port ${port} is in use; choose another with --port` : error.message,
  );
  process.exit(1);
});

gateway.script.serve('message-summary', () => mailbox(0));

console.log(`Demo gateway at ${gateway.url}`);
for (const { user, password, name } of gateway.users) console.log(`  ${user}  ${password}  ${name}`);
console.log(
  'Numbers: 600 echo, 601 tone, 602 calls you back, 603 rings for ever, 604 early media, then answers,',
);
console.log(
  '         605 early media, then busy, 9400 to 9699 answer with the status of their last three digits',
);

const stop = async () => {
  await gateway.close();
  process.exit(0);
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
// A parent that dies cannot send a signal, but its end of the pipe closes. A terminal has no such end to wait for.
if (!process.stdin.isTTY) process.stdin.once('end', stop).resume();
