# Functions of api.cgi that read a request and judge it before the daemon sees
# it

use strict;
use warnings;
no warnings 'redefine';
no warnings 'uninitialized';

our (%text, %gconfig, $module_name, $remote_user);

# The browser's headers that the daemon gets, with their names in the
# environment of a CGI
our %request_headers = (
	'Content-Type' => 'CONTENT_TYPE',
	'Accept' => 'HTTP_ACCEPT',
	'Accept-Encoding' => 'HTTP_ACCEPT_ENCODING',
	'Accept-Language' => 'HTTP_ACCEPT_LANGUAGE',
	'If-None-Match' => 'HTTP_IF_NONE_MATCH',
	'If-Match' => 'HTTP_IF_MATCH',
	'Idempotency-Key' => 'HTTP_IDEMPOTENCY_KEY',
	'Last-Event-ID' => 'HTTP_LAST_EVENT_ID',
	);

# refuse(status, code, detail)
# Ends the request with an answer that says why
sub refuse
{
my ($status, $code, $detail) = @_;
die { 'status' => $status, 'code' => $code, 'detail' => $detail };
}

# check_user()
# Refuses a user who may not see this module
sub check_user
{
refuse(403, 'forbidden', text('api_emodule', $remote_user))
	if (!foreign_available($module_name) || webmin_user_can_rpc() == 2);
refuse(403, 'forbidden', text('api_eview', $remote_user))
	if (!user_can('view'));
}

# check_site(&environment)
# Refuses a request that comes from the page of another site
sub check_site
{
my ($env) = @_;
foreach my $h ('HTTP_ORIGIN', 'HTTP_REFERER') {
	next if ($env->{$h} eq '');
	refuse(403, 'cross_site', text('api_esite', $env->{$h}))
		if (!is_own_site($env->{$h}, $env->{'HTTP_HOST'}));
	}
refuse(403, 'cross_site', text('api_esite', $env->{'HTTP_SEC_FETCH_SITE'}))
	if ($env->{'HTTP_SEC_FETCH_SITE'} eq 'cross-site');
}

# is_own_site(url, host)
# Returns 1 if a URL is on this Webmin or on a host that Webmin's referer check
# trusts too
sub is_own_site
{
my ($url, $host) = @_;
return 0 if ($url !~ /^(https?):\/\/(?:[^\/\@]*\@)?(\[[^\]\/]+\]|[^\/:\[]+)(:\d+)?(?:[\/?#]|$)/i);
my ($scheme, $site, $port) = (lc($1), lc($2), $3);
$port = '' if ($port eq ($scheme eq 'https' ? ':443' : ':80'));
$host = lc($host);
$host =~ s/:(?:80|443)$// if ($port eq '');
return 1 if ($host ne '' && $site.$port eq $host);
$site =~ s/^\[(.*)\]$/$1/;
return (grep { lc($_) eq $site } split(/\s+/, $gconfig{'referers'})) ? 1 : 0;
}

# check_token(&request, &environment)
# Refuses a change without the token that app.cgi gave to the page
sub check_token
{
my ($request, $env) = @_;
return if ($request->{'method'} eq 'GET' || $request->{'method'} eq 'HEAD');
my $given = $env->{'HTTP_X_CSRF_TOKEN'};
my $wanted = csrf_token();
my $differs = length($given) != length($wanted);
my $bits = $given ^ $wanted;
$differs ||= $bits =~ tr/\0//c;
refuse(403, 'csrf', $text{'api_ecsrf'}) if ($differs);
}

# read_request(&environment)
# Returns method, path, query and headers of the request to the daemon. Of the
# browser's headers only those in the list get through.
sub read_request
{
my ($env) = @_;
my $method = request_method($env);
refuse(411, 'length_required', $text{'api_elength'})
	if ($env->{'HTTP_TRANSFER_ENCODING'} ne '');
my $length = $env->{'CONTENT_LENGTH'};
refuse(400, 'malformed', text('api_elength2', $length))
	if ($length ne '' && $length !~ /^\d{1,15}$/);

# The server's own PATH_INFO is decoded already, which cannot be undone
$env->{'REQUEST_URI'} =~ /^[^?]*?\/api\.cgi(\/[^?#]*)?(?:\?([^#]*))?/ ||
	refuse(400, 'malformed', $text{'api_epath'});
my ($path, $query) = (encode_path($1), encode_path($2));
foreach my $segment (split(/\//, $path)) {
	$segment =~ s/%2e/./gi;
	refuse(404, 'not_found', $text{'api_epath'})
		if ($segment eq '.' || $segment eq '..');
	}

my @headers = map { [ $_, $env->{$request_headers{$_}} ] }
	      grep { $env->{$request_headers{$_}} ne '' }
		   sort(keys %request_headers);
push(@headers, [ 'Content-Length', int($length) ])
	if ($length > 0 || $method !~ /^(?:GET|HEAD)$/);
push(@headers, [ 'X-Unlimited-Cluster-User', encode_path($remote_user) ],
	       [ 'X-Unlimited-Cluster-Access', user_access_json() ]);
return { 'method' => $method, 'path' => $path, 'query' => $query,
	 'headers' => \@headers };
}

# request_method(&environment)
# Returns the method that is meant. Some proxies let only GET and POST through,
# so that POST may carry the real one in a header.
sub request_method
{
my ($env) = @_;
my $method = uc($env->{'REQUEST_METHOD'});
my $meant = uc($env->{'HTTP_X_HTTP_METHOD_OVERRIDE'});
$method = $meant if ($meant ne '' && $method eq 'POST');
my @known = $meant ne '' ? qw(POST PATCH DELETE)
			 : qw(GET HEAD POST PATCH DELETE);
refuse(405, 'method_not_allowed', text('api_emethod', $method))
	if (!grep { $_ eq $method } @known);
return $method;
}

# encode_path(text)
# Returns some text with every character that a request line or a header
# cannot hold in its percent form
sub encode_path
{
my ($str) = @_;
utf8::encode($str) if (utf8::is_utf8($str));
$str =~ s/([^\x21-\x7e])/sprintf("%%%02X", ord($1))/ge;
return $str;
}

1;
