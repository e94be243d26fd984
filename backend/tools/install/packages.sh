# shellcheck shell=sh disable=SC2154 # install.sh reads this part and sets the variables
# What Debian's and Ubuntu's packages have to offer: Node.js, build tools, companions.

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

# What the service needs besides: rotation of its logs, and nginx if wanted
install_companions() {
	is_live || return 0
	missing=''
	has logrotate || missing=logrotate
	if [ -n "$SERVER_NAME" ]; then
		has nginx || missing="$missing nginx"
		has openssl || missing="$missing openssl"
	fi
	[ -n "$missing" ] || return 0
	step 'Packages'
	run apt-get update -qq
	# shellcheck disable=SC2086 # several words
	apt_install $missing
}
