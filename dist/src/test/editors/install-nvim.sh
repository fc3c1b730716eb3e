#!/bin/bash
# Puts a Neovim of Debian's newest branch into DIR, as DIR/nvim; nothing outside DIR changes and no rights are needed.
# usage: install-nvim.sh DIR
#
# apt-get works with lists and a package state of its own inside DIR. The packages are unpacked, not installed, and
# Neovim runs with their loader and libraries, so that the machine's own may be older.
set -euo pipefail
dir=$1
branch=forky
mkdir -p "$dir"
dir=$(cd "$dir" && pwd)
mirror=$(awk '$1 == "URIs:" { print $2; exit } $1 == "deb" { for (i = 2; i <= NF; i++) if ($i ~ /:\/\//) { print $i; exit } }' \
  /etc/apt/sources.list.d/*.sources /etc/apt/sources.list /etc/apt/sources.list.d/*.list 2> /dev/null || true)
[ -n "$mirror" ] || { echo "no Debian mirror is configured on this machine" >&2; exit 1; }

state=$dir/apt
mkdir -p "$state/lists/partial" "$state/cache/archives/partial"
echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $branch main" > "$state/sources.list"
apt=(apt-get -qq
  -o "Dir::Etc::SourceList=$state/sources.list" -o Dir::Etc::SourceParts=-
  -o "Dir::State::Lists=$state/lists" -o "Dir::Cache=$state/cache" -o Dir::State::Status=/dev/null
  -o Debug::NoLocking=true -o "APT::Sandbox::User=$(id -un)")
"${apt[@]}" update
"${apt[@]}" install -y --download-only --no-install-recommends neovim
for package in "$state"/cache/archives/*.deb; do
  dpkg-deb --extract "$package" "$dir/root"
done
rm -rf "$state"

loader=$(find "$dir/root/usr" -name 'ld-linux*.so.*' | head -1)
libraries=$(dirname "$(find "$dir/root/usr/lib" -name 'libc.so.6' | head -1)")
cat > "$dir/nvim" << WRAPPER
#!/bin/sh
export VIMRUNTIME="$dir/root/usr/share/nvim/runtime"
exec "$loader" --library-path "$libraries" "$dir/root/usr/bin/nvim" "\$@"
WRAPPER
chmod +x "$dir/nvim"
"$dir/nvim" --version | head -1
