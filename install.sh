#!/bin/sh
# Installs Unlimited Cluster on Debian and Ubuntu: Node.js, build tools, the
# service at boot, and the Webmin module where Webmin is there. Run it again to
# upgrade. See --help. Its parts are in backend/tools/install.
# shellcheck disable=SC2034 # the parts use what stands here

set -eu

NAME=unlimited-cluster
TITLE='Unlimited Cluster'
NODE_MINIMUM=20.11
NODE_OFFERED=22

usage() {
	cat <<'EOF'
Usage: install.sh [options]

Installs Unlimited Cluster, or upgrades it. With Webmin on this machine it
becomes a Webmin module; without, a service of its own in /opt.

  --package FILE  install this unlimited-cluster.wbm.gz instead of building one
  --no-webmin     install the service only, even if Webmin is there
  --webmin DIR    configuration directory of Webmin (/etc/webmin)
  --listen H:P    address for the command line and other programs (127.0.0.1:8080)
  --nginx NAME    a site of nginx for this host name: https, with a self-signed
                  certificate unless you give one or the site has one
  --tls-cert FILE --tls-key FILE
                  certificate with its chain, and its key, in PEM
  --no-tls        with --nginx: http only, for a machine that has TLS before it
  --nginx-address ADDRESS
                  where nginx listens for the site, if not on all addresses
  --nodesource    where this system's Node.js is too old, add NodeSource's signed
                  package repository and take it from there
  --verify        check an installation and say what is wrong with it
  --uninstall     remove program, service, module and site; the data stays
  --purge         with --uninstall: remove data, secrets, logs and user as well
  --root DIR      put files below DIR and touch nothing else: no packages, no
                  users, no services (to prepare an image)
  --dry-run       say what would be done
  --help          this text
EOF
}

say() { printf '%s\n' "$*"; }
step() { printf '\n== %s\n' "$*"; }
warn() { printf 'Warning: %s\n' "$*" >&2; }
fail() { printf 'Error: %s\n' "$*" >&2; exit 1; }
has() { command -v "$1" >/dev/null 2>&1; }

# Runs a command, or only says so with --dry-run
run() {
	if [ "$DRY_RUN" = 1 ]; then
		say "would run: $*"
	else
		"$@"
	fi
}

read_options() {
	ACTION=install PACKAGE='' USE_WEBMIN=1 WEBMIN_CONFIG=/etc/webmin LISTEN=127.0.0.1:8080
	NODESOURCE=0 PURGE=0 ROOT='' DRY_RUN=0
	SERVER_NAME='' SITE_ADDRESS='' USE_TLS=1 TLS_CERT='' TLS_KEY=''
	while [ $# -gt 0 ]; do
		case "$1" in
		--package|--webmin|--listen|--root|--nginx|--nginx-address|--tls-cert|--tls-key)
			[ $# -ge 2 ] || { usage >&2; fail "$1 needs a value."; } ;;
		esac
		case "$1" in
		--package) PACKAGE=$2; shift ;;
		--webmin) WEBMIN_CONFIG=$2; shift ;;
		--listen) LISTEN=$2; shift ;;
		--root) ROOT=${2%/}; USE_WEBMIN=0; shift ;;
		--no-webmin) USE_WEBMIN=0 ;;
		--nginx) SERVER_NAME=$(printf '%s' "$2" | tr '[:upper:]' '[:lower:]'); shift ;;
		--nginx-address) SITE_ADDRESS=$2; shift ;;
		--tls-cert) TLS_CERT=$(absolute "$2"); shift ;;
		--tls-key) TLS_KEY=$(absolute "$2"); shift ;;
		--no-tls) USE_TLS=0 ;;
		--nodesource) NODESOURCE=1 ;;
		--verify) ACTION=verify ;;
		--uninstall) ACTION=uninstall ;;
		--purge) PURGE=1 ;;
		--dry-run) DRY_RUN=1 ;;
		--help|-h) usage; exit 0 ;;
		*) usage >&2; exit 2 ;;
		esac
		shift
	done
	[ "$PURGE" = 0 ] || [ "$ACTION" = uninstall ] || fail '--purge goes with --uninstall.'
	case "$LISTEN" in *:[0-9]*) ;; *) fail "--listen needs an address and a port, not $LISTEN." ;; esac
	check_site_options
	HERE=$(cd "$(dirname "$0")" && pwd)
	PROGRAM=$ROOT/opt/$NAME
	DATA=$ROOT/var/lib/$NAME
	CONFIG=$ROOT/etc/$NAME
	LOGS=$ROOT/var/log/$NAME
	UNIT=$ROOT/etc/systemd/system/$NAME.service
	ROTATE=$ROOT/etc/logrotate.d/$NAME
	COMMAND=$ROOT/usr/local/bin/clusterctl
	SITE=$ROOT/etc/nginx/sites-available/$NAME
	SITE_LINK=$ROOT/etc/nginx/sites-enabled/$NAME
	SITE_TLS=$ROOT/etc/nginx/$NAME
	if [ "$USE_WEBMIN" = 1 ] && [ ! -f "$WEBMIN_CONFIG/miniserv.conf" ]; then USE_WEBMIN=0; fi
	if [ "$USE_WEBMIN" = 1 ] && [ "$WEBMIN_CONFIG" != /etc/webmin ]; then
		# A second Webmin keeps everything to itself
		DATA=$(cat "$WEBMIN_CONFIG/var-path")/modules/$NAME
		CONFIG=$WEBMIN_CONFIG/$NAME
		LOGS=$DATA
	fi
}

absolute() { case "$1" in /*) printf '%s\n' "$1" ;; *) printf '%s/%s\n' "$PWD" "$1" ;; esac; }

# What is written into a configuration of nginx is checked before
check_site_options() {
	if [ -z "$SERVER_NAME" ]; then
		[ "$TLS_CERT$TLS_KEY$SITE_ADDRESS$USE_TLS" = 1 ] || fail '--tls-cert, --tls-key, --no-tls and --nginx-address go with --nginx NAME.'
		return 0
	fi
	[ "$ACTION" = install ] || fail '--nginx goes with an installation.'
	case "$SERVER_NAME" in *[!a-z0-9.-]*|[.-]*|*[.-]) fail "--nginx needs a host name, not $SERVER_NAME." ;; esac
	case "$SITE_ADDRESS" in *[!0-9a-fA-F.:]*) fail "--nginx-address needs an IP address, not $SITE_ADDRESS." ;; esac
	[ "${TLS_CERT:+1}" = "${TLS_KEY:+1}" ] || fail '--tls-cert and --tls-key belong together.'
	[ -z "$TLS_CERT" ] || [ "$USE_TLS" = 1 ] || fail '--no-tls and --tls-cert contradict each other.'
	for file in "$TLS_CERT" "$TLS_KEY"; do
		case "$file" in *[!A-Za-z0-9/._+@-]*) fail "nginx would not read a path such as $file." ;; esac
		[ -z "$file" ] || [ -r "$file" ] || fail "$file cannot be read."
	done
}

# The path of a file that belongs to this script: beside it in the source, else
# in what is installed
part_file() {
	for directory in "$HERE" "$(program_directory)"; do
		if [ -f "$directory/backend/tools/install/$1" ]; then
			printf '%s\n' "$directory/backend/tools/install/$1"
			return 0
		fi
	done
	return 1
}

# Reads a part of this script; where only a package is at hand, out of it
read_part() {
	if part=$(part_file "$1"); then
		# shellcheck source=/dev/null
		. "$part"
	elif [ -f "$PACKAGE" ] && part=$(tar -xzOf "$PACKAGE" "$NAME/backend/tools/install/$1" 2>/dev/null); then
		eval "$part"
	else
		fail "$1 is missing: run install.sh from the source directory, or give it --package FILE."
	fi
}

# True where users, services and packages of this machine may be touched
is_live() { [ -z "$ROOT" ]; }
has_systemd() { is_live && [ -d /run/systemd/system ] && has systemctl; }

webmin_root() { sed -n 's/^root=//p' "$WEBMIN_CONFIG/miniserv.conf" | head -n 1; }

# The directory of the installed program
program_directory() {
	if [ "$USE_WEBMIN" = 1 ]; then printf '%s/%s\n' "$(webmin_root)" "$NAME"; else printf '%s\n' "$PROGRAM"; fi
}

node_command() { command -v node || command -v nodejs || true; }

# True if version $1 is at least $2, as in 22.3.1 and 20.11
is_at_least() {
	[ "$(printf '%s\n%s\n' "$1" "$2" | sort -V | head -n 1)" = "$2" ]
}

check_root() {
	is_live || return 0
	[ "$DRY_RUN" = 1 ] && return 0
	[ "$(id -u)" = 0 ] || fail 'This needs root. Type: sudo ./install.sh'
}

os_release() { sed -n "s/^$1=//p" /etc/os-release | tr -d "\"'"; }

check_system() {
	step 'Checking this system'
	is_live || { say 'Files only.'; return 0; }
	id='' like='' version=''
	if [ -r /etc/os-release ]; then
		id=$(os_release ID)
		like=$(os_release ID_LIKE)
		version=$(os_release VERSION_ID)
	fi
	case " $id $like " in
	*' debian '*|*' ubuntu '*) say "$id $version" ;;
	*) fail "This is ${id:-an unknown system}; install.sh knows Debian and Ubuntu. Elsewhere install Node.js $NODE_MINIMUM or newer and a compiler, then: npm ci --omit=dev && npm run package" ;;
	esac
	case "$id" in
	debian) [ -z "$version" ] || is_at_least "$version" 11 || warn "Debian $version is older than what is tested, 11." ;;
	ubuntu) [ -z "$version" ] || is_at_least "$version" 20.04 || warn "Ubuntu $version is older than what is tested, 20.04." ;;
	esac
	check_resources
}

# Too little memory or disk is said, not refused: a small map needs little
check_resources() {
	memory=$(awk '/^MemTotal:/ { print int($2 / 1024) }' /proc/meminfo 2>/dev/null || echo 0)
	[ "${memory:-0}" -ge 1900 ] || warn "This machine has $memory MB of memory; 2 GB are recommended."
	disk=$(df -Pm /var 2>/dev/null | awk 'NR == 2 { print $4 }')
	[ "${disk:-0}" -ge 10000 ] || warn "/var has $disk MB left; 10 GB are recommended."
}

# Sets PACKAGE to a package of this source, built here
build_package() {
	step 'Building'
	if [ ! -f "$HERE/package-lock.json" ] || [ ! -d "$HERE/backend" ]; then
		fail 'install.sh must stand in the source directory, or be given --package FILE.'
	fi
	PACKAGE=$HERE/$NAME.wbm.gz
	if [ "$DRY_RUN" = 1 ]; then say "would build: $PACKAGE"; return 0; fi
	installed=$HERE/node_modules/.package-lock.json
	if [ ! -f "$installed" ] || [ -n "$(find "$HERE/package-lock.json" -newer "$installed")" ]; then
		(cd "$HERE" && CXXFLAGS="$(node backend/tools/addon-build.mjs)" npm ci --omit=dev --no-audit --no-fund)
	fi
	(cd "$HERE" && npm run --silent package)
}

install_module() {
	step 'Installing the Webmin module'
	root=$(webmin_root)
	[ -f "$root/install-module.pl" ] || fail "$WEBMIN_CONFIG/miniserv.conf names $root, where there is no Webmin."
	if [ "$DRY_RUN" = 1 ]; then say "would install: $PACKAGE into $root"; return 0; fi
	set_module_listen
	# It ends with status 0 even if it fails
	out=$(perl "$root/install-module.pl" "$PACKAGE" "$WEBMIN_CONFIG" 2>&1) || true
	printf '%s\n' "$out"
	case "$out" in *'Installed '*) ;; *) fail 'Webmin did not install the module; the reason stands above.' ;; esac
	rm -rf "$PROGRAM"
}

# The module's own configuration says where its daemon listens
set_module_listen() {
	[ "$LISTEN" != 127.0.0.1:8080 ] || return 0
	mkdir -p "$WEBMIN_CONFIG/$NAME"
	config=$WEBMIN_CONFIG/$NAME/config
	{ grep -v '^listen=' "$config" 2>/dev/null || true; printf 'listen=%s\n' "$LISTEN"; } >"$config.new"
	mv "$config.new" "$config"
}

write_command() {
	if [ "$DRY_RUN" = 1 ]; then say "would write: $COMMAND"; return 0; fi
	directory=$(program_directory)
	mkdir -p "$(dirname "$COMMAND")"
	rm -f "$COMMAND"
	printf '#!/bin/sh\nexec %s %s/backend/dist/clusterctl.js "$@"\n' "$(node_command)" "${directory#"$ROOT"}" >"$COMMAND"
	chmod 755 "$COMMAND"
}

# True once the daemon answers on its socket
is_healthy() {
	"$(node_command)" -e '
		const ask = require("http").get({ socketPath: process.argv[1], path: "/api/health", timeout: 2000 },
			(answer) => process.exit(answer.statusCode === 200 ? 0 : 1));
		ask.on("error", () => process.exit(1));
		ask.on("timeout", () => process.exit(1));
	' "$DATA/daemon.sock" 2>/dev/null
}

# True while the module builds the addon in the background
is_rebuilding() {
	pid=$(cat "$DATA/rebuild.pid" 2>/dev/null || true)
	[ -n "$pid" ] && kill -0 "$pid" 2>/dev/null
}

wait_until_healthy() {
	is_live || return 0
	[ "$DRY_RUN" = 0 ] || return 0
	has_systemd || [ "$USE_WEBMIN" = 1 ] || return 0
	step 'Waiting for the daemon'
	waited=0
	until is_healthy; do
		is_rebuilding || waited=$((waited + 1))
		[ "$waited" -lt 30 ] || fail "The daemon does not answer; read $LOGS/cluster.log, then: ./install.sh --verify"
		sleep 1
	done
	say 'It answers.'
}

tell_how_to_go_on() {
	[ "$DRY_RUN" = 0 ] || return 0
	step 'Done'
	if [ -f "$SITE" ]; then
		scheme=http
		if grep -q '^[^#]*ssl_certificate ' "$SITE"; then scheme=https; fi
		say "Open $scheme://$(sed -n 's/^[[:space:]]*server_name \(.*\);$/\1/p' "$SITE" | head -n 1)/ with the token in ${DATA#"$ROOT"}/token"
	fi
	if [ "$USE_WEBMIN" = 1 ]; then
		say "Open Webmin: the menu entry $TITLE is under Cluster."
	elif [ ! -f "$SITE" ]; then
		say "Open http://$LISTEN/ with the token in ${DATA#"$ROOT"}/token"
	fi
	say 'From the command line: clusterctl status'
}

main() {
	read_options "$@"
	case "$ACTION" in
	verify) read_part verification.sh; verify ;;
	uninstall) check_root; read_part removal.sh; uninstall ;;
	install)
		check_root
		check_system
		read_part packages.sh
		install_node
		if [ -z "$PACKAGE" ]; then
			install_build_tools
			build_package
		fi
		install_companions
		[ "$DRY_RUN" = 1 ] || [ -f "$PACKAGE" ] || fail "There is no $PACKAGE."
		if [ "$USE_WEBMIN" = 1 ]; then
			install_module
		else
			read_part service.sh
			install_service
		fi
		write_command
		wait_until_healthy
		if [ -n "$SERVER_NAME" ]; then
			read_part site.sh
			install_site
		fi
		tell_how_to_go_on ;;
	esac
}

main "$@"
