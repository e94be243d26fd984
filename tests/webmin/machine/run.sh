#!/bin/sh
# Runs install.sh on a machine of its own: what it writes goes into memory, seen
# by this script only, and its network is loopback alone. Usage, within
# `unshare --mount --net`:
# run.sh <repository> <package> <port> <WEBMIN_ROOT or ""> <systemd or ""> <lab>

# shellcheck disable=SC2119 # site.sh gives more options
set -eu
REPOSITORY=$1 PACKAGE=$2 PORT=$3 WEBMIN=$4 SYSTEMD=$5 LAB=$6
HERE=$(cd "$(dirname "$0")" && pwd)

ip link set lo up
mount -t tmpfs tmpfs "$LAB"
for directory in etc var opt usr/bin usr/local run; do
	mkdir -p "$LAB/$directory/upper" "$LAB/$directory/work"
	mount -t overlay overlay -o "lowerdir=/$directory,upperdir=$LAB/$directory/upper,workdir=$LAB/$directory/work" "/$directory"
done
rm -rf /etc/nginx/unlimited-cluster /etc/nginx/sites-*/unlimited-cluster /etc/webmin /etc/unlimited-cluster /var/lib/unlimited-cluster /opt/unlimited-cluster /run/systemd
if [ "$SYSTEMD" = systemd ]; then
	mkdir -p /run/systemd/system
	cp "$HERE/systemctl" /usr/bin/systemctl.new
	chmod 755 /usr/bin/systemctl.new
	mv /usr/bin/systemctl.new /usr/bin/systemctl
fi
export PATH="/usr/bin:/usr/local/bin:$PATH"

if [ -n "$WEBMIN" ]; then
	cp -a "$WEBMIN" "$LAB/webmin"
	(
		export config_dir=/etc/webmin var_dir=/var/webmin tempdir="$LAB/tmp" perl=/usr/bin/perl port=10000 login=root password=secret \
			ssl=0 atboot=0 nostart=1 nouninstall=1 nopostinstall=1 noperlpath=1 nochown=1 session=1 autoos=3 nodepsmsg=1
		mkdir -p "$tempdir"
		cd "$LAB/webmin"
		sh ./setup.sh >/dev/null 2>&1
	)
	mkdir -p /etc/webmin/unlimited-cluster
	printf 'listen=127.0.0.1:%s\nnode=\n' "$PORT" >/etc/webmin/unlimited-cluster/config
fi

said() { sed "s|^|$1: |"; }
# shellcheck disable=SC2120 # site.sh gives more options
install_it() { sh "$REPOSITORY/install.sh" --package "$PACKAGE" --listen "127.0.0.1:$PORT" "$@" 2>&1; }
state() {
	for path in /var/lib/unlimited-cluster /etc/unlimited-cluster /var/log/unlimited-cluster /var/lib/unlimited-cluster/daemon.sock /var/lib/unlimited-cluster/token; do
		stat -c "$1 file %n %U %a" "$path" 2>/dev/null || echo "$1 file $path none"
	done
	pid=$(head -n 1 /var/lib/unlimited-cluster/daemon.pid 2>/dev/null || true)
	echo "$1 daemon $([ -n "$pid" ] && [ -n "$(tr -d '\0' 2>/dev/null <"/proc/$pid/cmdline")" ] && stat -c %U "/proc/$pid" || echo none)"
	echo "$1 route $(if grep -qs '^websockets_/unlimited-cluster/ws=' /etc/webmin/miniserv.conf; then echo 1; else echo 0; fi)"
	echo "$1 boot $(if [ -f /etc/systemd/system/unlimited-cluster.service ]; then echo unit; elif [ -f /etc/init.d/unlimited-cluster ]; then echo script; else echo none; fi)"
	echo "$1 user $(getent passwd unlimited-cluster | cut -d: -f7)"
	echo "$1 command $(if [ -x /usr/local/bin/clusterctl ]; then echo there; else echo none; fi)"
	echo "$1 site $(if [ -e /etc/nginx/sites-enabled/unlimited-cluster ]; then echo there; else echo none; fi)"
	echo "$1 servers $(clusterctl servers list --json 2>/dev/null | grep -c '"id"' || true)"
}

install_it | said install
state installed
sh "$REPOSITORY/install.sh" --verify 2>&1 | said verify
clusterctl servers add kept --name Kept >/dev/null 2>&1 || echo 'clusterctl could not add a server'
install_it | said again
state upgraded
# shellcheck source=tests/webmin/machine/site.sh
. "$HERE/site.sh"
sh "$REPOSITORY/install.sh" --uninstall 2>&1 | said uninstall
state uninstalled
echo "uninstalled https $(if node -e 'require("net").connect(443, "127.0.0.5").on("connect", () => process.exit(0)).on("error", () => process.exit(1))'; then echo answers; else echo none; fi)"
sh "$REPOSITORY/install.sh" --uninstall --purge 2>&1 | said purge
state purged
echo "purged certificate $(if [ -e /etc/nginx/unlimited-cluster ]; then echo there; else echo none; fi)"
if [ -s /run/nginx.pid ]; then nginx -s quit; fi
if [ -f /run/stand-in/asked ]; then said systemctl </run/stand-in/asked; fi
