import { UserAgent } from 'sip.js';
import puppeteer from 'puppeteer-core';
import * as werift from 'werift';
import { openDB } from 'idb';
import { h } from 'preact';
test('loads', () => { expect([typeof UserAgent, typeof puppeteer.launch, typeof werift.RTCPeerConnection, typeof openDB, typeof h]).toEqual(Array(5).fill('function')); });
