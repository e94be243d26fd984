# shellcheck shell=sh disable=SC2154 # install.sh reads this part and sets the variables
# Checks an installation. install.sh --verify.

# Says what is wrong with an installation, and ends with status 1 if anything is
verify() {
	step 'Verifying'
	faults=0
	directory=$(program_directory)
	node=$(node_command)
	if [ -z "$node" ]; then fault 'Node.js is not installed.'; fi
	if [ -f "$directory/backend/dist/main.js" ]; then good "program in $directory"; else fault "There is no program in $directory."; fi
	if [ -n "$node" ] && [ -f "$directory/backend/tools/check-runtime.cjs" ]; then
		state=$("$node" "$directory/backend/tools/check-runtime.cjs")
		case "$state" in ok*) good "Node.js ${state#ok }, addon loads" ;; *) fault "The daemon cannot run: $state" ;; esac
	fi
	if is_live; then
		verify_service
		verify_logs
	fi
	if [ "$USE_WEBMIN" = 1 ]; then
		if grep -q "^websockets_/$NAME/ws=" "$WEBMIN_CONFIG/miniserv.conf"; then good 'websocket route in Webmin'
		else fault "$WEBMIN_CONFIG/miniserv.conf has no websocket route; open the module's page once."; fi
	fi
	if [ -f "$SITE" ]; then
		read_part site.sh
		verify_site
	fi
	[ "$faults" = 0 ] || fail "$faults found."
}

fault() { say "FAULT  $*"; faults=$((faults + 1)); }
good() { say "ok     $*"; }

verify_service() {
	if has_systemd; then
		if systemctl is-enabled --quiet "$NAME"; then good 'starts at boot'; else fault 'The service does not start at boot.'; fi
	fi
	if [ -n "$node" ] && is_healthy; then good 'daemon answers'
	else fault "The daemon does not answer on $DATA/daemon.sock; read $LOGS/cluster.log"; fi
}

verify_logs() {
	for log in cluster web error; do
		if [ ! -f "$LOGS/$log.log" ]; then fault "There is no $LOGS/$log.log; restart the daemon with: clusterctl restart"; return 0; fi
	done
	good "logs in $LOGS"
	[ "$LOGS" != "$DATA" ] || return 0
	if ! has logrotate; then fault 'Logs grow without end: logrotate is not installed. Type: apt-get install logrotate'
	elif [ ! -f "$ROTATE" ]; then fault "Logs grow without end: there is no $ROTATE. Run install.sh again."
	else good 'logs are rotated'; fi
}
