import { GATEWAY_REALM } from './users';

const TOWARDS_BROWSER =
  'ICE=force DTLS=passive SDES-off rtcp-mux-offer generate-mid UDP/TLS/RTP/SAVPF via-branch=auto-next';
const TOWARDS_PHONE = 'ICE=remove DTLS=off SDES-off rtcp-mux-demux RTP/AVP via-branch=auto-next';

export interface RouteSettings {
  readonly sipPort: number;
  readonly rpcPort: number;
  /** `host[:port]` of the STUN server that phones are told of at each registration; none when left out. */
  readonly stun?: string;
}

/** The routing blocks of the Kamailio configuration; flag 1 marks a request that came over a WebSocket. */
export function kamailioRoutes({ sipPort, rpcPort, stun }: RouteSettings): string {
  const nameStun = stun === undefined ? '' : `append_to_reply("Ringtab-STUN: ${stun}\\r\\n");`;
  return String.raw`
request_route {
  xlog("L_NOTICE", "$rm $ru from $fu over $proto $si:$sp call $ci cseq $cs\n");
  if (!mf_process_maxfwd_header("10")) { sl_send_reply("483", "Too Many Hops"); exit; }
  force_rport();

  if (nat_uac_test("64")) {
    setflag(1);
    if (is_method("REGISTER")) {
      fix_nated_register();
    } else if (is_present_hf("Contact") && !add_contact_alias()) {
      sl_send_reply("400", "Bad Contact");
      exit;
    }
  }

  if (is_method("CANCEL")) {
    if (t_check_trans()) t_relay();
    exit;
  }
  if (has_totag()) route(IN_DIALOG);
  if (is_method("ACK")) {
    if (t_check_trans()) t_relay();
    exit;
  }
  t_check_trans();

  # A preloaded route that names us says nothing new.
  if (is_present_hf("Route")) loose_route();
  # 127.0.0.1 without a port means this gateway to a phone that was told that address.
  if ($ru =~ "@127\.0\.0\.1(;.*)?$") $rd = "localhost";

  route(AUTHENTICATE);

  if (is_method("REGISTER")) {
    ${nameStun}
    if (!save("location")) sl_reply_error();
    exit;
  }
  if (is_method("OPTIONS") && uri == myself && $rU == $null) { sl_send_reply("200", "OK"); exit; }
  if (is_method("PUBLISH|SUBSCRIBE")) route(PRESENCE);

  if (is_method("INVITE")) dlg_manage();
  if (is_method("INVITE|REFER")) record_route();
  # sip.js puts a Contact URI in Refer-To: such a target is a phone's own address, not a number of ours.
  if (uri != myself) {
    if (is_method("INVITE|UPDATE|MESSAGE|REFER|OPTIONS|INFO") && $ru =~ ";alias=") {
      handle_ruri_alias();
      route(RELAY);
    } else if (is_method("INVITE|MESSAGE|REFER|OPTIONS|INFO") && $rd =~ "^127\.") {
      route(RELAY);
    }
    sl_send_reply("403", "Relaying Denied");
    exit;
  }
  route(NUMBER);
}

route[IN_DIALOG] {
  if (loose_route()) {
    if ($du == "" || $du == $null) handle_ruri_alias();
    if (is_method("SUBSCRIBE") && uri == myself) route(PRESENCE);
    if (is_method("NOTIFY|REFER|INVITE|UPDATE") && !is_method("ACK")) record_route();
    if (is_method("BYE")) rtpengine_delete();
    route(RELAY);
  }
  if (is_method("SUBSCRIBE") && uri == myself) route(PRESENCE);
  if (is_method("ACK")) {
    if (t_check_trans()) t_relay();
    exit;
  }
  sl_send_reply("481", "Call/Transaction Does Not Exist");
  exit;
}

route[AUTHENTICATE] {
  # What the presence modules send to ourselves.
  if ($si == "127.0.0.1" && $sp == ${sipPort}) return;
  if (is_method("OPTIONS")) return;

  if (is_method("REGISTER")) {
    if ($sht(users=>$tU) == $null) { sl_send_reply("404", "User Not Found"); exit; }
    if ($au == $null || $sht(users=>$au) == $null) { www_challenge("${GATEWAY_REALM}", "1"); exit; }
    if (!pv_www_authenticate("${GATEWAY_REALM}", "$sht(users=>$au)", "0")) {
      www_challenge("${GATEWAY_REALM}", "1");
      exit;
    }
    if ($au != $tU) { sl_send_reply("403", "Not Your Number"); exit; }
  } else {
    if ($au == $null || $sht(users=>$au) == $null) { proxy_challenge("${GATEWAY_REALM}", "1"); exit; }
    if (!pv_proxy_authenticate("${GATEWAY_REALM}", "$sht(users=>$au)", "0")) {
      proxy_challenge("${GATEWAY_REALM}", "1");
      exit;
    }
    if ($au != $fU) { sl_send_reply("403", "Not Your Number"); exit; }
  }
  consume_credentials();
}

route[PRESENCE] {
  if (!t_newtran()) { sl_reply_error(); exit; }
  if (is_method("PUBLISH")) {
    handle_publish();
    exit;
  }
  if (isflagset(1)) {
    # The subscriber's .invalid contact cannot be resolved: with this route NOTIFY comes by here first.
    # It is written by hand because msg_apply_changes() refuses after record_route().
    insert_hf("Record-Route: <sip:127.0.0.1:${sipPort};lr>\r\n", "Call-ID");
    msg_apply_changes();
  }
  handle_subscribe();
  exit;
}

route[NUMBER] {
  # A gateway may set how long a call stands without a sign of its ends (RFC 4028 section 8.1).
  if (is_method("INVITE") && $rU =~ "^4028") {
    strip(4);
    append_hf("Session-Expires: 4\r\n");
  }
  # It may also want one that is no shorter than it says (RFC 4028 section 8.1).
  if (is_method("INVITE") && $rU =~ "^4220") {
    strip(4);
    if ($(hdr(Session-Expires){s.int}) < 2400) {
      append_to_reply("Min-SE: 2400\r\n");
      # Not by sl_send_reply(): watchers would be told of a call that rings for ever.
      t_newtran();
      t_reply("422", "Session Interval Too Small");
      exit;
    }
  }
  if ($rU =~ "^9[4-6][0-9][0-9]$") {
    $var(status) = $(rU{s.substr,1,3}{s.int});
    route(STATUS_REASON);
    t_newtran();
    t_reply("$var(status)", "$var(reason)");
    exit;
  }
  if ($sht(users=>$rU) == $null) { send_reply("404", "Not Found"); exit; }
  if (!lookup("location")) { send_reply("480", "Temporarily Unavailable"); exit; }
  route(RELAY);
}

route[STATUS_REASON] {
  switch ($var(status)) {
    case 403: $var(reason) = "Forbidden"; break;
    case 404: $var(reason) = "Not Found"; break;
    case 408: $var(reason) = "Request Timeout"; break;
    case 480: $var(reason) = "Temporarily Unavailable"; break;
    case 486: $var(reason) = "Busy Here"; break;
    case 488: $var(reason) = "Not Acceptable Here"; break;
    case 500: $var(reason) = "Server Internal Error"; break;
    case 503: $var(reason) = "Service Unavailable"; break;
    case 600: $var(reason) = "Busy Everywhere"; break;
    case 603: $var(reason) = "Decline"; break;
    case 604: $var(reason) = "Does Not Exist Anywhere"; break;
    default: $var(reason) = "As Asked";
  }
}

route[RELAY] {
  if (is_method("INVITE|UPDATE")) {
    t_on_branch("MEDIA_OUT");
    t_on_reply("ANSWERED");
    if (!has_totag()) t_on_failure("NOT_ANSWERED");
  } else if (is_method("ACK") && has_body("application/sdp")) {
    route(OFFER);
  } else if (is_method("SUBSCRIBE|NOTIFY|REFER")) {
    t_on_reply("ANSWERED");
  }
  if (!t_relay()) {
    # Not by sl_reply_error(): the transaction of a BYE to a socket that is gone would stay for ever.
    if (!is_method("ACK")) send_reply("480", "Temporarily Unavailable");
  }
  exit;
}

route[OFFER] {
  if ($du =~ "transport=wss?" || $ru =~ "transport=wss?") {
    rtpengine_manage("${TOWARDS_BROWSER}");
  } else {
    rtpengine_manage("${TOWARDS_PHONE}");
  }
}

branch_route[MEDIA_OUT] {
  if (has_body("application/sdp")) route(OFFER);
}

onreply_route[ANSWERED] {
  if (nat_uac_test("64") && is_present_hf("Contact")) add_contact_alias();
  if (!has_body("application/sdp") || $rs >= 300) return;
  if (isflagset(1)) {
    rtpengine_manage("${TOWARDS_BROWSER}");
  } else {
    rtpengine_manage("${TOWARDS_PHONE}");
  }
}

failure_route[NOT_ANSWERED] {
  rtpengine_delete();
  # Whoever is called sends the call on: only to a number of ours, and as the call that it was.
  if (t_check_status("302") && !t_is_canceled() && $(T_rpl($ct){nameaddr.uri}) =~ "^sip:20[0-9]@") {
    $ru = $(T_rpl($ct){nameaddr.uri});
    route(NUMBER);
  }
}

event_route[xhttp:request] {
  if ($Rp == ${rpcPort}) {
    jsonrpc_dispatch();
    exit;
  }
  if ($hdr(Upgrade) =~ "websocket" && $hdr(Connection) =~ "Upgrade" && $rm =~ "GET") {
    if (ws_handle_handshake()) exit;
  }
  xhttp_reply("404", "Not Found", "text/plain", "This is a SIP gateway.\n");
}
`;
}
