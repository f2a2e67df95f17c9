// Runs in the page of chromium.test.ts: a bare SIP phone of sip.js and the browser's own media.
import {
  type Invitation,
  Inviter,
  Registerer,
  type Session,
  type SessionDescriptionHandlerFactory,
  UserAgent,
  Web,
} from 'sip.js';

let offersCandidates = true;

/** sip.js's own handler for browsers, except that its descriptions can be kept from having candidates. */
const handlerFactory: SessionDescriptionHandlerFactory = (forSession, options) => {
  const handler = Web.defaultSessionDescriptionHandlerFactory()(forSession, options);
  const describe = handler.getDescription.bind(handler);
  handler.getDescription = async (...args) => {
    const description = await describe(...args);
    if (offersCandidates) return description;
    return { ...description, body: description.body.replace(/^a=(candidate|end-of-candidates).*\r\n/gm, '') };
  };
  return handler;
};

let agent: UserAgent;
let session: Session;
let context: AudioContext | undefined;
let analyser: AnalyserNode | undefined;
let listenedTo: MediaStreamTrack | undefined;

const peer = () => (session.sessionDescriptionHandler as Web.SessionDescriptionHandler).peerConnection;

const phone = {
  async signIn(server: string, user: string) {
    const uri = UserAgent.makeURI(`sip:${user}@demo.ringtab`);
    if (!uri) throw new Error('no URI');
    agent = new UserAgent({
      uri,
      authorizationUsername: user,
      authorizationPassword: `demo-${user}`,
      transportOptions: { server },
      logBuiltinEnabled: false,
      sessionDescriptionHandlerFactory: handlerFactory,
      sessionDescriptionHandlerFactoryOptions: { iceGatheringTimeout: 500 },
      delegate: {
        onInvite: (invitation: Invitation) => {
          session = invitation;
          void invitation.accept();
        },
      },
    });
    await agent.start();
    await new Registerer(agent).register();
  },
  async call(number: string, candidates = true) {
    const target = UserAgent.makeURI(`sip:${number}@demo.ringtab`);
    if (!target) throw new Error('no URI');
    const inviter = new Inviter(agent, target);
    session = inviter;
    offersCandidates = candidates;
    await inviter.invite();
  },
  state: () => session?.state,
  async reinvite(options: { hold?: boolean; iceRestart?: boolean } = {}) {
    const { hold = false, iceRestart = false } = options;
    const sessionDescriptionHandlerOptions: Web.SessionDescriptionHandlerOptions = {
      hold,
      offerOptions: { iceRestart },
    };
    await new Promise<void>((resolve, reject) => {
      const requestDelegate = { onAccept: () => resolve(), onReject: () => reject(new Error('refused')) };
      session.invite({ requestDelegate, sessionDescriptionHandlerOptions }).catch(reject);
    });
  },
  press(keys: string) {
    peer()?.getSenders()[0]?.dtmf?.insertDTMF(keys, 100, 70);
  },
  hangUp: () => session.bye(),
  iceState: () => peer()?.iceConnectionState,
  /** The strongest frequency in what is heard, 0 for silence. */
  async frequency() {
    const track = peer()?.getReceivers()[0]?.track;
    if (!track) return 0;
    if (track !== listenedTo) listen(track);
    await context?.resume();
    if (!analyser || !context) return 0;
    const bins = new Float32Array(analyser.frequencyBinCount);
    analyser.getFloatFrequencyData(bins);
    const loudest = bins.indexOf(Math.max(...bins));
    return (bins[loudest] ?? -200) < -60 ? 0 : (loudest * context.sampleRate) / analyser.fftSize;
  },
};

function listen(track: MediaStreamTrack): void {
  listenedTo = track;
  const stream = new MediaStream([track]);
  // Chromium decodes a remote track only while a media element plays it.
  const element = new Audio();
  element.srcObject = stream;
  element.muted = true;
  void element.play();
  context = new AudioContext();
  analyser = context.createAnalyser();
  analyser.fftSize = 8192;
  analyser.smoothingTimeConstant = 0;
  context.createMediaStreamSource(stream).connect(analyser);
}

export type PagePhone = typeof phone;
Object.assign(globalThis, { phone });
