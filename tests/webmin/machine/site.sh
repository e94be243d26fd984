# shellcheck shell=sh disable=SC2154 # run.sh reads this part and sets the variables
# The site of nginx on the machine of run.sh, from its making to its end

SERVER=map.example.test
ADDRESS=127.0.0.5

fingerprint() { openssl x509 -noout -fingerprint -sha256 -in "$1" 2>/dev/null || true; }
served() { openssl s_client -connect "$ADDRESS:443" -servername "$SERVER" </dev/null 2>/dev/null | openssl x509 -noout -fingerprint -sha256; }
config() { node -p "JSON.stringify(JSON.parse(require('fs').readFileSync('/etc/unlimited-cluster/config.json')))"; }
# Says a word for the status of a command, and what it said under another name
outcome() {
	stage=$1
	shift
	if "$@" >"$LAB/said" 2>&1; then echo "site $stage done"; else echo "site $stage failed"; fi
	said "$stage" <"$LAB/said"
}

printf '{\n\t"collection": {"probes_per_second": 0},\n\t"listen": {"names": ["old.example.test"]}\n}\n' >/etc/unlimited-cluster/config.json
chown unlimited-cluster: /etc/unlimited-cluster/config.json
chmod 640 /etc/unlimited-cluster/config.json
outcome made install_it --nginx "$SERVER" --nginx-address "$ADDRESS"
echo "site config $(config) $(stat -c '%U %a' /etc/unlimited-cluster/config.json)"
echo "site key $(stat -c '%U %a' /etc/nginx/unlimited-cluster/key.pem)"
token=$(cat /var/lib/unlimited-cluster/token)
node "$REPOSITORY/tests/webmin/machine/site-client.mjs" "$SERVER" "$ADDRESS" "$token" 2>&1 | said found
echo "site logged $(grep -c '"for":"127.0.0.9".*"path":"/ws","status":101' /var/log/unlimited-cluster/web.log)"
echo "site tokens $(grep -rlF "$token" /var/log | wc -l)"
for log in cluster web error; do stat -c 'site log %n %U %a' "/var/log/unlimited-cluster/$log.log"; done
outcome verified sh "$REPOSITORY/install.sh" --verify

before=$(fingerprint /etc/nginx/unlimited-cluster/certificate.pem)
outcome kept install_it
outcome again install_it --nginx "$SERVER" --nginx-address "$ADDRESS"
echo "site names $(config)"
echo "site certificate $(if [ -n "$before" ] && [ "$(served)" = "$before" ]; then echo same; else echo other; fi)"

openssl req -x509 -newkey rsa:2048 -nodes -days 90 -subj "/CN=$SERVER" -addext "subjectAltName=DNS:$SERVER" -keyout "$LAB/own.key" -out "$LAB/own.pem" 2>/dev/null
openssl genrsa -out "$LAB/wrong.key" 2048 2>/dev/null
outcome mismatched install_it --nginx "$SERVER" --nginx-address "$ADDRESS" --tls-cert "$LAB/own.pem" --tls-key "$LAB/wrong.key"
echo "site certificate $(if [ "$(served)" = "$before" ]; then echo same; else echo other; fi)"
outcome own install_it --nginx "$SERVER" --nginx-address "$ADDRESS" --tls-cert "$LAB/own.pem" --tls-key "$LAB/own.key"
echo "site certificate $(if [ "$(served)" = "$(fingerprint "$LAB/own.pem")" ]; then echo own; else echo other; fi)"
outcome own-stays install_it --nginx "$SERVER" --nginx-address "$ADDRESS"
echo "site certificate $(if [ "$(served)" = "$(fingerprint "$LAB/own.pem")" ]; then echo own; else echo other; fi)"

cp /etc/nginx/sites-available/unlimited-cluster "$LAB/before"
echo 'nonsense;' >/etc/nginx/conf.d/broken.conf
outcome refused install_it --nginx other.example.test --nginx-address "$ADDRESS"
outcome unsound sh "$REPOSITORY/install.sh" --verify
rm /etc/nginx/conf.d/broken.conf
node -e 'require("net").createServer().listen(443, "127.0.0.7"); setTimeout(() => process.exit(), 60_000)' &
taken=$!
outcome occupied install_it --nginx other.example.test --nginx-address 127.0.0.7
kill "$taken" 2>/dev/null || true
echo "site taken-back $(if cmp -s "$LAB/before" /etc/nginx/sites-available/unlimited-cluster; then echo same; else echo other; fi) $(if [ "$(served)" = "$(fingerprint "$LAB/own.pem")" ]; then echo own; else echo other; fi)"
echo "site names $(config)"
outcome plain install_it --nginx "$SERVER" --nginx-address "$ADDRESS" --no-tls
outcome plain-verified sh "$REPOSITORY/install.sh" --verify
outcome encrypted-again install_it --nginx "$SERVER" --nginx-address "$ADDRESS"
