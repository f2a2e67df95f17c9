/** The worker's entry: all listeners first and at once, then what they need. */
import { mediaPort } from '../contract/media-protocol';
import { screenPort } from '../contract/protocol';
import type { OutsidePolicy } from '../domain/policy-lists';
import { createLoggers } from '../log/logger';
import { checkUpAlarm, keepCheckUpAlarm } from './alarms';
import { showBadge } from './badge';
import { makeCallMenu } from './call-menu';
import { ClockKeeper } from './clock-keeper';
import { listenToCommands } from './commands';
import { Controller } from './controller';
import { followCallsOnHeadset, listenToHeadset } from './headset';
import { carryOut, isOwnScreen } from './intents';
import { openStorage } from './kept-state';
import { LogKeeper } from './log-keeper';
import { watchNetwork } from './network-watch';
import { listenToNotifications, notifyOfCalls } from './notifications';
import { OffscreenHost } from './offscreen-host';
import { companyAlarm } from './open-company-directory';
import { refreshAlarm } from './open-profile-shelf';
import { Outside } from './outside';
import { serveScreen } from './screens';
import { playSounds } from './sounds';
import { orLog, StorageHealth } from './storage-health';
import { Store } from './store';
import { WaitingUpdate } from './waiting-update';
import { closeWindow, openWindowOnIncoming, showWindow } from './windows';

const store = new Store();
const logs = new LogKeeper(() => store.snapshot.logDownload);
const logger = createLoggers(logs.sink, Date.now);
const log = logger('background/service-worker');
const media = new OffscreenHost(logger('background/offscreen-host'), logs.sink);
const clocks = new ClockKeeper({
  read: () => ({ wall: Date.now(), steady: performance.now() }),
  onWoke: () => checkUp((controller) => controller.woke()),
  onSetBack: (by) => checkUp((controller) => controller.clockSetBack(by)),
  log: logger('background/clock-keeper'),
});
const health = new StorageHealth(store, logger('background/storage-health'));
const { session, local } = openStorage(log, health);
const outside = new Outside({
  store,
  session,
  local,
  ready: () => ready,
  dial: async (wanted) => (await ready).handlers.dial(wanted),
  rules: () => phone?.matchingRules,
  logger,
});
const newVersion = new WaitingUpdate({
  store,
  session,
  local,
  closeWindow,
  showWindow: () => void showWindow(),
  reload: () => void outside.window.close().finally(() => chrome.runtime.reload()),
  log: logger('background/waiting-update'),
});
let phone: Controller | undefined;
const ready = start();

chrome.runtime.onConnect.addListener((port) => {
  if (!port.sender || !isOwnScreen(port.sender)) port.disconnect();
  else if (port.name === mediaPort) media.attach(port);
  else if (port.name === screenPort) serveScreen(port, store, ready);
});

chrome.runtime.onMessage.addListener((message, sender, answer) => {
  if (!isOwnScreen(sender)) {
    void orLog(outside.pages.hear(message, sender), log, 'a page was not heard');
    return false;
  }
  void carryOut(message, async () => ({ ...(await ready).handlers, ...outside.handlers }), log).then(answer);
  return true;
});

chrome.contextMenus.onClicked.addListener((chosen, tab) => {
  void orLog(outside.chosen(chosen, tab), log, 'a choice could not be followed');
});
chrome.omnibox.onInputChanged.addListener((text, suggest) => {
  act(() => outside.addressBar.typed(text, suggest));
});
chrome.omnibox.onInputCancelled.addListener(() => outside.addressBar.cancelled());
chrome.omnibox.onInputEntered.addListener((text) => act(() => outside.addressBar.entered(text)));
chrome.windows.onRemoved.addListener((id) => act(() => outside.windowClosed(id)));

listenToNotifications({
  // Without a microphone it goes on ringing: the phone says why, and what to do.
  answer: (callId) => act((controller) => controller.handlers.answer({ callId }), showWindow),
  decline: (callId) => act((controller) => controller.handlers.decline({ callId })),
  show: () => void showWindow(),
});

listenToCommands(
  async () => {
    await ready;
    return store.snapshot;
  },
  // Without a microphone it goes on ringing: the phone says why, and what to do.
  (wanted) =>
    act((controller) => controller.obey(wanted), wanted.intent === 'answer' ? showWindow : undefined),
);

followCallsOnHeadset(store, media, ready, logger('background/headset'));
listenToHeadset(
  media,
  async () => {
    await ready;
    return store.snapshot;
  },
  (wanted) =>
    act((controller) => controller.obey(wanted), wanted.intent === 'answer' ? showWindow : undefined),
);

chrome.alarms.onAlarm.addListener((alarm) => {
  clocks.look();
  if (alarm.name === checkUpAlarm) checkUp((controller) => controller.checkUp());
  if (alarm.name === companyAlarm) act((controller) => controller.refreshDirectory());
  if (alarm.name === refreshAlarm) act((controller) => controller.refreshProfiles());
});

chrome.runtime.onInstalled.addListener(({ reason }) => {
  void ready.then(() => outside.sites.startEverywhere());
  makeCallMenu().catch((error) => log.error(`no menu: ${String(error)}`));
  if (reason === 'install') void chrome.tabs.create({ url: chrome.runtime.getURL('welcome.html') });
});

chrome.runtime.onUpdateAvailable.addListener(() => void newVersion.available());

chrome.storage.onChanged.addListener((_changes, area) => {
  if (area === 'managed') act((controller) => controller.policyChanged());
});

chrome.permissions.onAdded.addListener(() => {
  act((controller) => controller.permissionsAdded());
  act(() => outside.sites.permissionsChanged());
});
chrome.permissions.onRemoved.addListener(() => act(() => outside.sites.permissionsChanged()));

// Only so that the worker starts with the browser, and with it whoever stays signed in.
chrome.runtime.onStartup.addListener(() => {});

const lookAtNetwork = watchNetwork(self, (change) => act((controller) => controller.networkChanged(change)));

// Whoever comes back to the computer may have woken it, and unlocks it: this wakes the worker as well.
chrome.idle.onStateChanged.addListener((state) => {
  if (state !== 'active') return;
  clocks.look();
  checkUp((controller) => controller.checkUp());
});

async function start(): Promise<Controller> {
  keepAlarm();
  playSounds(store, media, logger('background/sounds'));
  notifyOfCalls(store);
  showBadge(store);
  openWindowOnIncoming(store);
  // Whose sign-in waits for none of this.
  const restored = orLog(outside.restore(), log, 'what is asked from outside was not brought back');
  const usePolicy = (policy: OutsidePolicy) => outside.usePolicy(policy);
  const controller = new Controller({ store, media, session, local, health, logs, usePolicy, logger });
  await controller.restore();
  phone = controller;
  await restored;
  await outside.sites.start();
  await newVersion.resume();
  log.info('ready');
  return controller;
}

/** Whatever has woken the worker: is everything as it should be? */
function checkUp(how: (controller: Controller) => void): void {
  keepAlarm();
  lookAtNetwork();
  act(how);
}

function keepAlarm(): void {
  keepCheckUpAlarm(log, Date.now()).catch((error) => log.error(`no alarm: ${String(error)}`));
}

/** For events that have no one to answer to. */
function act(action: (controller: Controller) => unknown, otherwise?: () => Promise<void>): void {
  ready.then(action).catch((error) => {
    log.warn(`an event could not be followed: ${error instanceof Error ? error.message : String(error)}`);
    void otherwise?.();
  });
}
