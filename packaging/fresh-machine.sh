#!/usr/bin/env bash
# Proves the README's two commands on an empty Debian: a chroot with python3 and git and nothing else.
#
#   sudo packaging/fresh-machine.sh [test] [run]        both, unless told
#
# Each word runs twice, from nothing and again, with its time. Package mirror, certificates, name server and pip's
# configuration are this machine's own. Needs debootstrap, and about 3 GB under FRESH_DIR; FRESH_KEEP=1 leaves the chroot.
set -euo pipefail
repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
suite=${FRESH_SUITE:-bookworm}
folder=${FRESH_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/pos-app-fresh}
base=$folder/$suite.tar
root=$folder/machine-$$
words=("$@")
[ ${#words[@]} -gt 0 ] || words=(test run)

if [ "$(id -u)" != 0 ] || ! command -v debootstrap >/dev/null; then
  echo "Run this as root, with debootstrap installed." >&2
  exit 1
fi

clean_up() {
  for mounted in proc sys dev; do umount -l "$root/$mounted" 2>/dev/null || true; done
  # never follow a mount that would not go
  if [ "${FRESH_KEEP:-}" != 1 ]; then rm -rf --one-file-system "$root"; else echo "Left: $root"; fi
}

make_base() {
  local mirror
  mirror=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME)' | awk -v s="$suite" '$2 == s { print $1; exit }')
  echo "Making an empty $suite, once"
  mkdir -p "$folder/base"
  debootstrap --include=python3,git,ca-certificates "$suite" "$folder/base" "$mirror" >"$folder/debootstrap.log"
  tar -cf "$base.part" -C "$folder/base" .
  mv "$base.part" "$base"
  rm -rf "$folder/base"
}

borrow() { # FILE...: this machine's way to the network, into the chroot
  local file
  for file in "$@"; do
    if [ -f "$file" ]; then install -D -m 0644 "$file" "$root$file"; fi
  done
}

inside() { # COMMAND: in the chroot, with none of this machine's environment
  chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 TERM=dumb bash -c "$1"
}

mkdir -p "$folder"
[ -f "$base" ] || make_base
trap clean_up EXIT
mkdir -p "$root"
tar -xf "$base" -C "$root"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev" && mount --make-rslave "$root/dev"
borrow /etc/resolv.conf /etc/ssl/certs/ca-certificates.crt /etc/pip.conf
git clone -q --no-hardlinks "$repo" "$root/srv/till"
if [ -d "$repo/../shared/specs" ]; then # the vendors' specifications, for the contract tests
  mkdir -p "$root/srv/shared" && cp -r "$repo/../shared/specs" "$root/srv/shared/specs"
fi

TIMEFORMAT='%0R s'
failed=0
echo "An empty $(. "$root/etc/os-release" && echo "$PRETTY_NAME"), $(inside 'python3 --version'), $(git -C "$repo" rev-parse --short HEAD)"
for word in "${words[@]}"; do
  for time in "from nothing" "again"; do
    echo "=== python3 dev.py $word, $time"
    time inside "cd /srv/till && python3 dev.py $word </dev/null" || failed=1
  done
done
exit "$failed"
