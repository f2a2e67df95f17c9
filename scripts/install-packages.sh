#!/bin/sh
# Installs Debian packages so that no server among them runs, now or after the next boot. Needs root.
#   install-packages.sh PACKAGE...
# A service that was on the machine before is none of our business: it is neither stopped nor disabled,
# and may be restarted by its own package as ever.
set -u

policy=/usr/sbin/policy-rc.d
mark='Made by the set-up of Ringtab'
work=$(mktemp -d) || exit 1
made_policy=
asked=$*

tidy() {
  [ ! -f "$work/links" ] || disable_new_services
  [ -z "$made_policy" ] || rm -f "$policy"
  made_policy=
  [ ! -f "$work/log" ] || cat "$work/log"
  rm -rf "$work"
}
trap tidy EXIT
# Whoever started us may be gone; an installation goes on to its end all the same.
trap '' PIPE
trap 'exit 129' HUP
trap 'exit 130' INT
trap 'exit 143' TERM

# Names of the services that exist, and the links that start one at boot.
services() {
  for folder in /etc/systemd/system /usr/lib/systemd/system /lib/systemd/system; do
    [ -d "$folder" ] && find "$folder" -maxdepth 1 -name '*.service' 2>/dev/null
  done | sed -e 's|.*/||' -e 's|\.service$||'
  # Without systemd the scripts are the services. (With it, those of removed packages linger here.)
  [ -d /run/systemd/system ] || ls /etc/init.d 2>/dev/null
}
boot_links() {
  find /etc/systemd/system -path '*.wants/*.service' 2>/dev/null
  find /etc/rc[2-5].d -name 'S*' 2>/dev/null
}

# Packages ask this script before they start a service (invoke-rc.d, deb-systemd-invoke): 101 forbids, 104 allows.
forbid_new_services() {
  if [ -e "$policy" ] && ! grep -q "$mark" "$policy"; then return; fi
  made_policy=yes
  cat >"$policy" <<END
#!/bin/sh
# $mark for the length of one installation; may be deleted.
[ -r "$work/services" ] || exit 104
name=\${1%.service}
grep -qxF -- "\$name" "$work/services" && exit 104
exit 101
END
  chmod 755 "$policy"
}

# The services that the packages we were asked for brought with them.
own_services() {
  dpkg -L $asked 2>/dev/null | sed -n -e 's|.*/systemd/system/\([^/]*\)\.service$|\1|p' -e 's|^/etc/init.d/||p'
}

# Installing enables services for the next boot whatever the policy says, and a policy that was
# there before us may have let them start. What a browser pulls in (dbus) is left as its package has it.
disable_new_services() {
  own_services | sort -u >"$work/own"
  boot_links | sort >"$work/links-after"
  comm -13 "$work/links" "$work/links-after" |
    sed -e 's|.*/||' -e 's|\.service$||' -e 's|^S[0-9][0-9]||' | sort -u |
    while read -r name; do
      grep -qxF -- "$name" "$work/services" && continue
      grep -qxF -- "$name" "$work/own" || continue
      if [ -d /run/systemd/system ]; then
        systemctl disable --now "$name.service"
      else
        if command -v systemctl; then systemctl disable "$name.service"; fi
        if [ -x "/etc/init.d/$name" ]; then update-rc.d "$name" disable; fi
      fi >/dev/null 2>&1 </dev/null
      echo "$name: installed, not started, not enabled" >>"$work/log"
    done
}

update() {
  apt-get update -q -o DPkg::Lock::Timeout=120 </dev/null >>"$work/log" 2>&1
}
get() {
  # --no-remove: nothing of the person's own may go to make room.
  apt-get install -y -q --no-install-recommends --no-remove \
    -o DPkg::Lock::Timeout=120 -o Dpkg::Use-Pty=0 -o Dpkg::Options::=--force-confold "$@" </dev/null >>"$work/log" 2>&1
}

LC_ALL=C
DEBIAN_FRONTEND=noninteractive
NEEDRESTART_SUSPEND=1
export LC_ALL DEBIAN_FRONTEND NEEDRESTART_SUSPEND

services | sort -u >"$work/services"
boot_links | sort >"$work/links"
forbid_new_services

updated=
if [ "$(apt-cache policy "$@" 2>/dev/null | grep -c 'Candidate: [0-9]')" -lt $# ]; then
  update || true
  updated=yes
fi
get "$@"
code=$?
if [ $code -ne 0 ] && [ -z "$updated" ]; then
  # Lists that are too old name files that the mirror has no more.
  update && get "$@"
  code=$?
fi
exit $code
