#!/bin/sh
# Installs Unlimited Cluster on Debian and Ubuntu: Node.js, build tools, the
# service at boot, and the Webmin module where Webmin is there. Run it again to
# upgrade. See --help.

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
  --nodesource    where this system's Node.js is too old, add NodeSource's signed
                  package repository and take it from there
  --verify        check an installation and say what is wrong with it
  --uninstall     remove program, service and module; the data stays
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
	while [ $# -gt 0 ]; do
		case "$1" in
		--package|--webmin|--listen|--root)
			[ $# -ge 2 ] || { usage >&2; fail "$1 needs a value."; } ;;
		esac
		case "$1" in
		--package) PACKAGE=$2; shift ;;
		--webmin) WEBMIN_CONFIG=$2; shift ;;
		--listen) LISTEN=$2; shift ;;
		--root) ROOT=${2%/}; USE_WEBMIN=0; shift ;;
		--no-webmin) USE_WEBMIN=0 ;;
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
	HERE=$(cd "$(dirname "$0")" && pwd)
	PROGRAM=$ROOT/opt/$NAME
	DATA=$ROOT/var/lib/$NAME
	CONFIG=$ROOT/etc/$NAME
	LOGS=$ROOT/var/log/$NAME
	UNIT=$ROOT/etc/systemd/system/$NAME.service
	ROTATE=$ROOT/etc/logrotate.d/$NAME
	COMMAND=$ROOT/usr/local/bin/clusterctl
	if [ "$USE_WEBMIN" = 1 ] && [ ! -f "$WEBMIN_CONFIG/miniserv.conf" ]; then USE_WEBMIN=0; fi
	if [ "$USE_WEBMIN" = 1 ] && [ "$WEBMIN_CONFIG" != /etc/webmin ]; then
		# A second Webmin keeps everything to itself
		DATA=$(cat "$WEBMIN_CONFIG/var-path")/modules/$NAME
		CONFIG=$WEBMIN_CONFIG/$NAME
		LOGS=$DATA
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

apt_install() {
	run env DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"
}

install_node() {
	step 'Node.js'
	node=$(node_command)
	if [ -n "$node" ]; then
		version=$("$node" --version | sed 's/^v//')
		if is_at_least "$version" "$NODE_MINIMUM"; then
			say "$node $version"
			return 0
		fi
		say "$node $version is too old."
	fi
	is_live || fail "Node.js $NODE_MINIMUM or newer is needed."
	run apt-get update -qq
	candidate=$(apt-cache policy nodejs 2>/dev/null | sed -n 's/^ *Candidate: *\([0-9]*:\)\{0,1\}\([0-9.]*\).*/\2/p')
	if [ -n "$candidate" ] && is_at_least "$candidate" "$NODE_MINIMUM"; then
		apt_install nodejs npm
	elif [ "$NODESOURCE" = 1 ]; then
		add_nodesource
		apt_install nodejs
	else
		fail "This system offers Node.js ${candidate:-not at all}, and $NODE_MINIMUM or newer is needed. Install one yourself, or run this again with --nodesource to add the signed package repository of NodeSource (https://deb.nodesource.com)."
	fi
}

# Adds NodeSource's repository by its key and one line of sources: nothing that
# is fetched is run
add_nodesource() {
	say 'Adding the package repository of NodeSource.'
	apt_install ca-certificates curl gnupg
	key=/usr/share/keyrings/nodesource.gpg
	if [ "$DRY_RUN" = 1 ]; then
		say "would write: $key and /etc/apt/sources.list.d/nodesource.list"
		return 0
	fi
	fetched=$(mktemp)
	curl -fsSL -o "$fetched" https://deb.nodesource.com/gpgkey/nodesource-repo.gpg.key
	gpg --dearmor --yes -o "$key" "$fetched"
	rm -f "$fetched"
	chmod 644 "$key"
	printf 'deb [signed-by=%s] https://deb.nodesource.com/node_%s.x nodistro main\n' "$key" "$NODE_OFFERED" \
		>/etc/apt/sources.list.d/nodesource.list
	apt-get update -qq
}

install_build_tools() {
	step 'Build tools'
	missing=''
	has make && has g++ || missing='build-essential'
	has python3 || missing="$missing python3"
	has npm || missing="$missing npm"
	if [ -z "$missing" ]; then say 'There already.'; return 0; fi
	is_live || fail "These are missing:$missing"
	# shellcheck disable=SC2086 # several words
	apt_install $missing
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

make_user() {
	is_live || return 0
	getent passwd "$NAME" >/dev/null ||
		run useradd --system --user-group --no-create-home --home-dir "$DATA" --shell /usr/sbin/nologin "$NAME"
}

install_service() {
	step 'Installing the service'
	make_user
	if [ "$DRY_RUN" = 1 ]; then say "would unpack: $PACKAGE to $PROGRAM, and write $UNIT"; return 0; fi
	mkdir -p "$(dirname "$PROGRAM")" "$(dirname "$UNIT")" "$DATA" "$CONFIG" "$LOGS"
	chmod 700 "$DATA"
	chmod 750 "$CONFIG" "$LOGS"
	unpack
	if is_live; then chown "$NAME:$NAME" "$DATA" "$CONFIG" "$LOGS"; fi
	write_unit
	write_rotation
	if has_systemd; then
		systemctl daemon-reload
		systemctl enable --quiet "$NAME"
		systemctl restart "$NAME"
	elif is_live; then
		warn "systemd does not run here; start the daemon with: clusterctl start"
	fi
}

# Replaces the program in one move, so that an upgrade cut short leaves the old
unpack() {
	new=$PROGRAM.new
	rm -rf "$new" "$PROGRAM.old"
	mkdir -p "$new"
	tar -xzf "$PACKAGE" -C "$new" --strip-components=1 --no-same-owner
	[ -f "$new/backend/dist/main.js" ] || fail "$PACKAGE is not a package of $TITLE."
	state=$("$(node_command)" "$new/backend/tools/check-runtime.cjs")
	case "$state" in
	ok*) ;;
	addon*)
		say "The addon in the package is not for this machine; building it."
		"$(node_command)" "$new/backend/tools/rebuild-addon.mjs" "$new/backend/dist/native" "$new/rebuild" ;;
	*) fail "The daemon cannot run here: $state" ;;
	esac
	if [ -d "$PROGRAM" ]; then mv "$PROGRAM" "$PROGRAM.old"; fi
	mv "$new" "$PROGRAM"
	rm -rf "$PROGRAM.old"
}

# Paths in the unit are those of the machine it will run on
write_unit() {
	node=$(node_command)
	sed -e "s|@NODE@|$node|" -e "s|@MODULE@|${PROGRAM#"$ROOT"}|" -e 's|@ARGUMENTS@|--socket|' \
		-e "s|@CONFIG_DIRECTORY@|${CONFIG#"$ROOT"}|" -e "s|@CONFIG@|${CONFIG#"$ROOT"}/config.json|" \
		-e "s|@DATA@|${DATA#"$ROOT"}|g" -e "s|@LISTEN@|$LISTEN|" -e "s|@LOGS@|${LOGS#"$ROOT"}|" \
		"$PROGRAM/backend/tools/$NAME.service" >"$UNIT.new"
	mv "$UNIT.new" "$UNIT"
}

write_rotation() {
	is_live && [ ! -d /etc/logrotate.d ] && return 0
	mkdir -p "$(dirname "$ROTATE")"
	printf '%s/*.log {\n\tweekly\n\trotate 8\n\tcompress\n\tmissingok\n\tnotifempty\n\tcopytruncate\n}\n' "${LOGS#"$ROOT"}" >"$ROTATE"
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

# Says what is wrong with an installation, and ends with status 1 if anything is
verify() {
	step 'Verifying'
	faults=0
	fault() { say "FAULT  $*"; faults=$((faults + 1)); }
	good() { say "ok     $*"; }
	directory=$(program_directory)
	node=$(node_command)
	if [ -z "$node" ]; then fault 'Node.js is not installed.'; fi
	if [ -f "$directory/backend/dist/main.js" ]; then good "program in $directory"; else fault "There is no program in $directory."; fi
	if [ -n "$node" ] && [ -f "$directory/backend/tools/check-runtime.cjs" ]; then
		state=$("$node" "$directory/backend/tools/check-runtime.cjs")
		case "$state" in ok*) good "Node.js ${state#ok }, addon loads" ;; *) fault "The daemon cannot run: $state" ;; esac
	fi
	if is_live; then verify_live; fi
	if [ "$USE_WEBMIN" = 1 ]; then
		if grep -q "^websockets_/$NAME/ws=" "$WEBMIN_CONFIG/miniserv.conf"; then good 'websocket route in Webmin'
		else fault "$WEBMIN_CONFIG/miniserv.conf has no websocket route; open the module's page once."; fi
	fi
	[ "$faults" = 0 ] || fail "$faults found."
}

verify_live() {
	if has_systemd; then
		if systemctl is-enabled --quiet "$NAME"; then good 'starts at boot'; else fault 'The service does not start at boot.'; fi
	fi
	if [ -n "$node" ] && is_healthy; then good 'daemon answers'
	else fault "The daemon does not answer on $DATA/daemon.sock; read $LOGS/cluster.log"; fi
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
	if [ "$USE_WEBMIN" = 1 ]; then
		say "Open Webmin: the menu entry $TITLE is under Cluster."
	else
		say "Open http://$LISTEN/ with the token in ${DATA#"$ROOT"}/token"
	fi
	say 'From the command line: clusterctl status'
}

uninstall() {
	step 'Removing'
	if has_systemd && [ -f "$UNIT" ]; then run systemctl disable --now --quiet "$NAME" || true; fi
	if [ "$USE_WEBMIN" = 1 ]; then delete_module; fi
	if is_live; then stop_leftover; fi
	for path in "$UNIT" "$ROTATE" "$COMMAND" "$PROGRAM" "$PROGRAM.new" "$PROGRAM.old"; do
		if [ -e "$path" ] || [ -L "$path" ]; then run rm -rf "$path"; fi
	done
	if has_systemd; then run systemctl daemon-reload; fi
	if [ "$PURGE" = 1 ]; then purge; else say "The data stays in $DATA, the configuration and the key of its secrets in $CONFIG."; fi
}

# Webmin runs the module's own uninstall, which removes service and route
delete_module() {
	root=$(webmin_root)
	[ -d "$root/$NAME" ] || return 0
	if [ "$DRY_RUN" = 1 ]; then say "would delete: the Webmin module in $root/$NAME"; return 0; fi
	(cd "$root" && WEBMIN_CONFIG=$WEBMIN_CONFIG WEBMIN_VAR=$(cat "$WEBMIN_CONFIG/var-path") PERLLIB=$root perl -e '
		push(@INC, "."); $main::no_acl_check = 1; $0 = "$ARGV[0]/install-module.pl";
		require WebminCore; WebminCore->import(); init_config();
		foreign_require("webmin", "webmin-lib.pl");
		my $what = webmin::delete_webmin_module($ARGV[1], 1);
		$what =~ s/<[^>]+>//g;
		print "$what\n";
	' "$root" "$NAME")
}

# A daemon that was started by hand
stop_leftover() {
	pid=$(cat "$DATA/daemon.pid" 2>/dev/null || true)
	case "$pid" in ''|*[!0-9]*) return 0 ;; esac
	is_daemon() { tr '\0' '\n' 2>/dev/null <"/proc/$pid/cmdline" | grep -q 'backend/dist/main\.js$'; }
	is_daemon || return 0
	run kill "$pid"
	waited=0
	while [ "$DRY_RUN" = 0 ] && is_daemon && [ "$waited" -lt 20 ]; do
		sleep 1
		waited=$((waited + 1))
	done
}

purge() {
	for path in "$DATA" "$CONFIG" "$LOGS"; do run rm -rf "$path"; done
	is_live || return 0
	if [ -d "$WEBMIN_CONFIG/$NAME" ]; then run rm -rf "${WEBMIN_CONFIG:?}/$NAME"; fi
	if getent passwd "$NAME" >/dev/null; then
		# By force where a process that has ended is still in the table
		run userdel "$NAME" 2>/dev/null || run userdel -f "$NAME"
	fi
}

main() {
	read_options "$@"
	case "$ACTION" in
	verify) verify ;;
	uninstall) check_root; uninstall ;;
	install)
		check_root
		check_system
		install_node
		if [ -z "$PACKAGE" ]; then
			install_build_tools
			build_package
		fi
		[ "$DRY_RUN" = 1 ] || [ -f "$PACKAGE" ] || fail "There is no $PACKAGE."
		if [ "$USE_WEBMIN" = 1 ]; then install_module; else install_service; fi
		write_command
		wait_until_healthy
		tell_how_to_go_on ;;
	esac
}

main "$@"
