# shellcheck shell=sh disable=SC2154 # install.sh reads this part and sets the variables
# The service without Webmin: user, program, unit, rotation of its logs.

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
	own_logs
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

# Logs that root began before; not where the daemon's user put a link
own_logs() {
	is_live || return 0
	for log in "$LOGS"/*.log; do
		if [ -f "$log" ] && [ ! -L "$log" ]; then chown -h "$NAME:$NAME" "$log"; fi
	done
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
	sed -e "s|@NODE@|$node|" -e "s|@MODULE@|${PROGRAM#"$ROOT"}|" -e "s|@ARGUMENTS@|--socket --logs ${LOGS#"$ROOT"}|" \
		-e "s|@CONFIG_DIRECTORY@|${CONFIG#"$ROOT"}|" -e "s|@CONFIG@|${CONFIG#"$ROOT"}/config.json|" \
		-e "s|@DATA@|${DATA#"$ROOT"}|g" -e "s|@LISTEN@|$LISTEN|" \
		"$PROGRAM/backend/tools/$NAME.service" >"$UNIT.new"
	mv "$UNIT.new" "$UNIT"
}

write_rotation() {
	is_live && [ ! -d /etc/logrotate.d ] && return 0
	mkdir -p "$(dirname "$ROTATE")"
	sed "s|@LOGS@|${LOGS#"$ROOT"}|" "$PROGRAM/backend/tools/$NAME.logrotate" >"$ROTATE"
}
