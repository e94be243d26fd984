# shellcheck shell=sh disable=SC2154 # install.sh reads this part and sets the variables
# The site of nginx: written, checked, taken away. install.sh --nginx NAME.

# Writes the site and makes nginx serve it. A site that nginx refuses, or that
# does not answer, is taken back.
install_site() {
	step "nginx site for $SERVER_NAME"
	if [ "$DRY_RUN" = 1 ]; then
		say "would write: $SITE, add $SERVER_NAME to listen.names in $CONFIG/config.json, and reload nginx"
		return 0
	fi
	[ -d "$(dirname "$SITE_LINK")" ] || ! is_live || fail "$(dirname "$SITE_LINK") is not there; this nginx is not Debian's or Ubuntu's."
	mkdir -p "$(dirname "$SITE")" "$(dirname "$SITE_LINK")"
	if [ "$USE_TLS" = 1 ]; then choose_certificate; fi
	keep_old_site
	site_text >"$SITE.new"
	mv "$SITE.new" "$SITE"
	ln -sfn "${SITE#"$ROOT"}" "$SITE_LINK"
	if is_live; then
		if ! said=$(nginx -t 2>&1); then
			take_site_back
			fail "nginx refuses the site, so it was taken back. It said: $said"
		fi
	fi
	allow_name
	if is_live; then serve_site; fi
	rm -f "$SITE.before"
	if [ "$USE_TLS" = 0 ]; then warn 'Without TLS, tokens and passwords travel readable. Put something with TLS in front of it.'; fi
}

serve_site() {
	reload_nginx
	waited=0
	until said=$(check_site "$SERVER_NAME" "$SITE_ADDRESS"); do
		waited=$((waited + 1))
		if [ "$waited" -ge 5 ]; then
			take_site_back
			take_name_back
			reload_nginx || true
			fail "The site does not work, so it was taken back:
$said"
		fi
		sleep 1
	done
	say "$said"
}

keep_old_site() {
	rm -f "$SITE.before"
	if [ -f "$SITE" ]; then cp -p "$SITE" "$SITE.before"; fi
}

take_site_back() {
	if [ -f "$SITE.before" ]; then mv "$SITE.before" "$SITE"; else rm -f "$SITE" "$SITE_LINK"; fi
}

reload_nginx() {
	if has_systemd; then
		systemctl enable --quiet nginx
		systemctl reload-or-restart nginx
	else
		nginx -s reload 2>/dev/null || nginx
	fi
}

# The site as nginx reads it. Lines marked for another case fall away.
site_text() {
	on='' http2=''
	keep='s/^#none //'
	[ "$USE_TLS" = 0 ] || keep="$keep; s/^#TLS //; s/^#TLS\$//"
	[ "$USE_TLS" = 1 ] || keep="$keep; s/^#PLAIN //"
	if [ -n "$SITE_ADDRESS" ]; then
		case "$SITE_ADDRESS" in *:*) on="[$SITE_ADDRESS]:" ;; *) on="$SITE_ADDRESS:" ;; esac
	elif [ -e /proc/net/if_inet6 ]; then
		if [ "$USE_TLS" = 1 ]; then keep="$keep; s/^#TLS6 //"; else keep="$keep; s/^#PLAIN6 //"; fi
	fi
	# Since 1.25.1 HTTP/2 has a directive of its own
	version=$(nginx -v 2>&1 | sed -n 's|.*nginx/\([0-9.]*\).*|\1|p')
	if [ "$USE_TLS" = 1 ]; then
		if is_at_least "${version:-0}" 1.25.1; then keep="$keep; s/^#HTTP2 //"; else http2=' http2'; fi
	fi
	sed -e "$keep" -e '/^#[A-Z]/d' -e "s|@NAME@|$SERVER_NAME|g" -e "s|@ON@|$on|" -e "s|@HTTP2@|$http2|" \
		-e "s|@UPSTREAM@|$(upstream)|" -e "s|@CERTIFICATE@|$TLS_CERT|" -e "s|@KEY@|$TLS_KEY|" "$(part_file nginx-site.conf)"
}

# Where the daemon listens, for a program on this machine. Webmin may have moved
# it from where it was told to.
upstream() {
	address=$(sed -n 's|^http://||p' "$DATA/address" 2>/dev/null | head -n 1)
	address=${address:-$LISTEN}
	case "$address" in
	0.0.0.0:*) printf '127.0.0.1:%s\n' "${address##*:}" ;;
	'[::]':*) printf '[::1]:%s\n' "${address##*:}" ;;
	*) printf '%s\n' "$address" ;;
	esac
}

# Browsers may only use names that the daemon knows
allow_name() {
	mkdir -p "$CONFIG"
	added=$("$(node_command)" "$(part_file host-name.mjs)" "$CONFIG/config.json" "$SERVER_NAME") ||
		{ take_site_back; fail "The daemon was not told the name $SERVER_NAME, so the site was taken back; the reason stands above."; }
	if [ "$added" = added ] && is_live; then
		"$COMMAND" restart >/dev/null
		wait_until_healthy
	fi
}

take_name_back() {
	[ "$added" = added ] || return 0
	"$(node_command)" "$(part_file host-name.mjs)" "$CONFIG/config.json" "$SERVER_NAME" --remove >/dev/null
	"$COMMAND" restart >/dev/null
}

# Sets TLS_CERT and TLS_KEY: those that were given, those that the site has, or
# a self-signed pair
choose_certificate() {
	if [ -n "$TLS_CERT" ]; then
		check_pair
		return 0
	fi
	has openssl || fail 'openssl is needed to make a certificate.'
	TLS_CERT=$(site_value ssl_certificate)
	TLS_KEY=$(site_value ssl_certificate_key)
	if [ -f "$TLS_CERT" ] && [ -f "$TLS_KEY" ] && [ "$TLS_CERT" != "${SITE_TLS#"$ROOT"}/certificate.pem" ]; then
		say "The certificate stays $TLS_CERT."
		return 0
	fi
	TLS_CERT=${SITE_TLS#"$ROOT"}/certificate.pem
	TLS_KEY=${SITE_TLS#"$ROOT"}/key.pem
	if ! is_certificate_good "$ROOT$TLS_CERT"; then make_certificate; fi
	say "The certificate is SELF-SIGNED: browsers warn, and nobody but you can tell that it is yours. Its fingerprint:"
	openssl x509 -noout -fingerprint -sha256 -in "$ROOT$TLS_CERT"
	say 'Once you have a real one: install.sh --nginx NAME --tls-cert FILE --tls-key FILE'
}

check_pair() {
	has openssl || return 0
	of_cert=$(openssl x509 -noout -pubkey -in "$TLS_CERT") || fail "$TLS_CERT is not a certificate in PEM."
	of_key=$(openssl pkey -pubout -in "$TLS_KEY") || fail "$TLS_KEY is not a private key in PEM."
	[ "$of_cert" = "$of_key" ] || fail "$TLS_KEY is not the key of $TLS_CERT."
	is_for_name "$TLS_CERT" || warn "$TLS_CERT is not for $SERVER_NAME: browsers will refuse it."
}

# True if a certificate names the server
is_for_name() {
	case "$SERVER_NAME" in *[!0-9.]*) what=-checkhost ;; *) what=-checkip ;; esac
	openssl x509 -noout "$what" "$SERVER_NAME" -in "$1" 2>/dev/null | grep -q 'does match'
}

# True if our own certificate is for this name and lasts another month
is_certificate_good() {
	[ -f "$1" ] && is_for_name "$1" && openssl x509 -noout -checkend 2592000 -in "$1" >/dev/null
}

make_certificate() {
	case "$SERVER_NAME" in *[!0-9.]*) kind=DNS ;; *) kind=IP ;; esac
	mkdir -p "$SITE_TLS"
	chmod 700 "$SITE_TLS"
	request=$SITE_TLS/request.conf
	cat >"$request" <<-END
		[req]
		distinguished_name = name
		x509_extensions = server
		prompt = no
		[name]
		CN = $SERVER_NAME
		[server]
		subjectAltName = $kind:$SERVER_NAME
		basicConstraints = critical, CA:FALSE
		keyUsage = critical, digitalSignature
		extendedKeyUsage = serverAuth
	END
	(
		umask 077
		openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -sha256 -days 825 \
			-config "$request" -keyout "$ROOT$TLS_KEY" -out "$ROOT$TLS_CERT" 2>/dev/null
	) || fail 'openssl could not make a certificate.'
	rm -f "$request"
}

# A value of the site that is there, as in: site_value server_name
site_value() {
	[ ! -f "$SITE" ] || sed -n "s/^[[:space:]]*$1[[:space:]]\{1,\}\(.*\);\$/\1/p" "$SITE" | head -n 1
}

# Asks the site as a browser would. Says what it found, and fails if anything is
# wrong.
check_site() {
	mode=plain
	[ -z "$(site_value ssl_certificate)" ] || mode=tls
	"$(node_command)" "$(part_file site-check.mjs)" "$1" "${2:-127.0.0.1}" "$mode"
}

verify_site() {
	name=$(site_value server_name)
	address=$(site_value listen | sed -n 's/^\[*\([0-9a-fA-F.:]*\)\]*:[0-9]*.*/\1/p')
	if [ ! -e "$SITE_LINK" ] && [ ! -L "$SITE_LINK" ]; then fault "The site is not enabled: $SITE_LINK is missing."; return 0; fi
	if [ "$("$node" "$(part_file host-name.mjs)" "$CONFIG/config.json" "$name" --check)" = there ]; then good "the daemon knows the name $name"
	else fault "$name is missing from listen.names in $CONFIG/config.json; run install.sh --nginx $name"; fi
	if ! is_live; then return 0; fi
	if said=$(nginx -t 2>&1); then good 'nginx accepts its configuration'; else fault "nginx refuses its configuration: $said"; fi
	if grep -q "^	server $(upstream);" "$SITE"; then good 'nginx leads to the daemon'
	else fault "The site leads elsewhere than to the daemon on $(upstream); run install.sh --nginx $name"; fi
	said=$(check_site "$name" "$address") || true
	say "$said"
	faults=$((faults + $(printf '%s\n' "$said" | grep -c '^FAULT' || true)))
}

remove_site() {
	for path in "$SITE_LINK" "$SITE" "$SITE.before" "$SITE.new"; do
		if [ -e "$path" ] || [ -L "$path" ]; then run rm -f "$path"; fi
	done
	is_live && [ "$DRY_RUN" = 0 ] && has nginx || return 0
	nginx -t 2>/dev/null || { warn 'nginx refuses what is left of its configuration, so it was not reloaded: nginx -t'; return 0; }
	if has_systemd; then systemctl try-reload-or-restart nginx || true; else nginx -s reload 2>/dev/null || true; fi
}
